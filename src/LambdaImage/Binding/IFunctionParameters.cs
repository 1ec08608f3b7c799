using System.Collections;
using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>The parameters that say what a function is to be like. Update and Deploy declare them alike.</summary>
internal interface IFunctionParameters
{
    /// <summary>ARN of the execution role.</summary>
    string? Role { get; }

    /// <summary>Memory in MB.</summary>
    int? MemorySize { get; }

    /// <summary>Time-out in seconds.</summary>
    int? Timeout { get; }

    /// <summary>Size of /tmp in MB.</summary>
    int? EphemeralStorage { get; }

    /// <summary>Environment variables.</summary>
    Hashtable? EnvironmentVariable { get; }

    /// <summary>Overrides CMD.</summary>
    string[]? Command { get; }

    /// <summary>Overrides ENTRYPOINT.</summary>
    string[]? EntryPoint { get; }

    /// <summary>Overrides WORKDIR.</summary>
    string? WorkingDirectory { get; }

    /// <summary>Description of the function.</summary>
    string? Description { get; }

    /// <summary>Whether to publish a version.</summary>
    SwitchParameter PublishVersion { get; }

    /// <summary>Whether to update a function that already runs the digest.</summary>
    SwitchParameter Force { get; }

    /// <summary>How long to wait for Lambda.</summary>
    int? WaitTimeoutSeconds { get; }
}
