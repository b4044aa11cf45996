"""Mail that was handed over in the demo: shown at /postvak/ instead of leaving the machine."""

from django.db import models


class MailboxMessage(models.Model):
    message_id = models.CharField(max_length=120, unique=True)
    recipient = models.EmailField(db_index=True)
    sender = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, help_text="name, type and base64 content of each")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.message_id
