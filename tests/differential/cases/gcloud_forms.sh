gcloud pubsub topics publish t --message='{"a": 1}'
gcloud pubsub topics publish t --message '{"b": 2}' --attribute=k=v
gcloud --project p pubsub topics publish t --message '{"c": 3}'
gcloud beta pubsub topics publish t --message '{"d": 4}'
gcloud pubsub topics publish projects/p/topics/t --attribute k=v
gcloud pubsub topics list --filter '{"e"'
