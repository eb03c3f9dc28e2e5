"""Models of the menu."""

from gridwarden.menu.models.condition import Condition
from gridwarden.menu.models.item import MenuItem
from gridwarden.menu.models.menu import Menu

__all__ = ["Condition", "Menu", "MenuItem"]
