namespace LambdaImage;

/// <summary>The least severe log lines that Lambda sends to CloudWatch. System logs know Debug, Info and Warn.</summary>
public enum FunctionLogLevel
{
    /// <summary>Everything.</summary>
    Trace,

    /// <summary>Debug lines and what is more severe.</summary>
    Debug,

    /// <summary>Informational lines and what is more severe.</summary>
    Info,

    /// <summary>Warnings and what is more severe.</summary>
    Warn,

    /// <summary>Errors and what is more severe.</summary>
    Error,

    /// <summary>Only what ends the program.</summary>
    Fatal,
}
