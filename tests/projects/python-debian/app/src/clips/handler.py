from pydub import AudioSegment


def handler(event, context):
    return {"seconds": len(AudioSegment.silent(duration=1000)) / 1000}
