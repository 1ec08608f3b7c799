namespace LambdaImage.Engine.Runtimes;

/// <summary>One supported version of a runtime.</summary>
/// <param name="Version">As in the image tag.</param>
/// <param name="EndsOn">Day on which Lambda's support ends; null when no day is published.</param>
internal sealed record RuntimeLine(string Version, DateOnly? EndsOn = null);
