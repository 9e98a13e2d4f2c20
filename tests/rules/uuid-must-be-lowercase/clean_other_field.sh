# Constants of a vendor are as the vendor writes them.
curl --json '{"tenantId": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A33", "class": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A33"}' http://localhost
