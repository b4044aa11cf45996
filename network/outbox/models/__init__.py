from .heartbeat import Heartbeat
from .mailbox import MailboxMessage
from .notification import Delivery, Notification

__all__ = ["Delivery", "Heartbeat", "MailboxMessage", "Notification"]
