# The exec form has no shell: what stands in the JSON strings is what is sent.
# want 5:37 request_id-must-be-UUID violates
FROM google/cloud-sdk:slim
CMD ["gcloud", "pubsub", "topics", "publish", "content-requests", \
     "--message", "{\"request_id\": \"from-docker\", \"topic\": \"Volcanoes\"}"]
