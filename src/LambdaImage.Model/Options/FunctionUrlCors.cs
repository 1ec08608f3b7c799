namespace LambdaImage;

/// <summary>What browsers on other sites may do with a function URL. It replaces the setting as a whole.</summary>
public sealed record FunctionUrlCors
{
    /// <summary>Whether cookies may be sent.</summary>
    public bool? AllowCredentials { get; init; }

    /// <summary>Request headers that may be sent; <c>*</c>: all.</summary>
    public IReadOnlyList<string>? AllowHeaders { get; init; }

    /// <summary>Methods that may be used; <c>*</c>: all.</summary>
    public IReadOnlyList<string>? AllowMethods { get; init; }

    /// <summary>Sites that may call; <c>*</c>: all.</summary>
    public IReadOnlyList<string>? AllowOrigins { get; init; }

    /// <summary>Answer headers that may be read.</summary>
    public IReadOnlyList<string>? ExposeHeaders { get; init; }

    /// <summary>How long browsers may remember this, in seconds.</summary>
    public int? MaxAge { get; init; }
}
