from .staff_role import StaffRole
from .user import User

__all__ = ["StaffRole", "User"]
