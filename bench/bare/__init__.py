"""What Django costs by itself: two views without middleware, to measure the portal beside."""
