namespace LambdaImage;

/// <summary>Asks to point several functions at images, side by side.</summary>
public sealed record UpdateFunctionsRequest
{
    /// <summary>How many functions are worked on at once when the request does not say: Lambda takes 15 control calls a second from an account,
    /// and a function in work needs about two.</summary>
    public const int DefaultThrottleLimit = 5;

    /// <summary>The functions. Those that name the same image by tag all get the digest that the tag has now.</summary>
    public required IReadOnlyList<UpdateFunctionRequest> Functions { get; init; }

    /// <summary>How many are worked on at once.</summary>
    public int ThrottleLimit { get; init; } = DefaultThrottleLimit;
}
