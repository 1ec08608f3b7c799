namespace LambdaImage.Engine.Http;

/// <summary>The peer kept silent for too long. An <see cref="IOException"/>, because to a retry it is a broken
/// connection.</summary>
internal sealed class StalledException(string message, Exception? inner = null) : IOException(message, inner);
