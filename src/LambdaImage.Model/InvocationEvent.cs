namespace LambdaImage;

/// <summary>An event for a function.</summary>
/// <param name="Payload">Its JSON.</param>
/// <param name="Path">File it was read from; null: none.</param>
public sealed record InvocationEvent(string Payload, string? Path = null)
{
    /// <summary>The event of an invocation that brings none.</summary>
    public static readonly InvocationEvent Empty = new("{}");
}
