namespace LambdaImage;

/// <summary>Whether AWS X-Ray samples the requests of a function.</summary>
public enum TracingMode
{
    /// <summary>Only requests that somebody upstream already traces.</summary>
    PassThrough,

    /// <summary>Lambda samples requests itself.</summary>
    Active,
}
