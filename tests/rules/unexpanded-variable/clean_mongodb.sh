# MongoDB's operators.
curl --json '{"filter": {"$or": [{"n": {"$gt": 5}}]}, "update": {"$set": {"a": 1}, "$inc": {"b": 2}}}' http://localhost
curl --json '{"pipeline": [{"$group": {"_id": "$city", "total": {"$sum": "$amount"}}}]}' http://localhost
