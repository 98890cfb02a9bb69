"""Pages for those who teach, on a phone: tonight's session and its roll-call, in the light frame of the portal."""
