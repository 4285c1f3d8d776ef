"""What tests of the pages may ask for."""

from tests.published import published_folder, published_place, published_site

__all__ = ["published_folder", "published_place", "published_site"]
