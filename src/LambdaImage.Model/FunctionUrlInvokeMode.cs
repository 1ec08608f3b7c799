namespace LambdaImage;

/// <summary>How a function URL gives the answer.</summary>
public enum FunctionUrlInvokeMode
{
    /// <summary>When it is complete.</summary>
    Buffered,

    /// <summary>As it comes.</summary>
    ResponseStream,
}
