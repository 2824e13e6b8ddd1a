"""The pictures of stories: how they come in, how they are shown, and whose faces are in them."""
