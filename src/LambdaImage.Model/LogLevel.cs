namespace LambdaImage;

/// <summary>How loud a log line is.</summary>
public enum LogLevel
{
    /// <summary>Requests and commands, with secrets removed.</summary>
    Debug,

    /// <summary>Decisions and their reasons.</summary>
    Verbose,

    /// <summary>Output of a builder, line by line.</summary>
    Build,

    /// <summary>Something that will work but deserves a look.</summary>
    Warning,
}
