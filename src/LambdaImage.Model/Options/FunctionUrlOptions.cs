namespace LambdaImage;

/// <summary>The HTTPS address of a function. What is null stays as it is.</summary>
public sealed record FunctionUrlOptions
{
    /// <summary>Who may call it.</summary>
    public required FunctionUrlAuth Auth { get; init; }

    /// <summary>How it answers; null: as it is, or Lambda's default (buffered).</summary>
    public FunctionUrlInvokeMode? InvokeMode { get; init; }

    /// <summary>What browsers on other sites may do; null: as it is.</summary>
    public FunctionUrlCors? Cors { get; init; }
}
