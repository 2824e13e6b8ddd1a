"""The look of the letter: a sheet of its own, since a letter can link to none. Without it there is plain HTML."""

import base64
import hashlib
from typing import Final

STYLE: Final = """
body { margin: 0; padding: 24px 16px; background: #fbfaf7; color: #1c1b19;
  font: 17px/1.55 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
.letter { max-width: 600px; margin: 0 auto; }
.name { margin: 0 0 32px; font-weight: bold; }
h1, h2 { font-family: Georgia, "Times New Roman", serif; line-height: 1.2; font-weight: normal; }
h1 { margin: 0 0 16px; font-size: 32px; }
h2 { margin: 4px 0 8px; font-size: 26px; }
p { margin: 0 0 16px; }
a { color: #0b5d6b; }
.story { margin: 32px 0; padding: 24px 0 0; border-top: 1px solid #d9d5cb; }
.kicker, .caption, .foot { color: #5d5a54; font-size: 15px; }
.kicker { margin: 16px 0 0; }
.caption { margin: 6px 0 0; }
.read a { display: inline-block; padding: 11px 20px; border-radius: 3px; background: #0b5d6b; color: #ffffff;
  font-weight: bold; text-decoration: none; }
img { display: block; width: 100%; height: auto; border: 0; }
.foot { margin-top: 40px; padding-top: 16px; border-top: 1px solid #d9d5cb; }
@media (prefers-color-scheme: dark) {
  body { background: #161615; color: #edebe6; }
  a { color: #7cc7d4; }
  .story, .foot { border-color: #45433e; }
  .kicker, .caption, .foot { color: #b5b1a8; }
  .read a { background: #7cc7d4; color: #10201f; }
}
"""

# What the preview's page allows beside nothing: exactly this sheet.
STYLE_HASH: Final = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
