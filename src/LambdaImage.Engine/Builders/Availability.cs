namespace LambdaImage.Engine.Builders;

/// <summary>Whether a builder works here.</summary>
/// <param name="IsReady">Whether it does.</param>
/// <param name="Description">Its version when it does, otherwise why it does not.</param>
/// <param name="Remedy">What to do; null when it works.</param>
internal sealed record Availability(bool IsReady, string Description, string? Remedy = null);
