"""The whole path in the browsers nearest to an iPhone's and to Firefox; `make browsers` runs it."""
