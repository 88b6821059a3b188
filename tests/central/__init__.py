"""Central on its own: its promises to any laptop, on both stores."""
