"""How dates and times are written where Django or Wagtail writes them: as everywhere else in the product."""
