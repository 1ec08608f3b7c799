using System.Collections;
using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>The parameters that say what a function is to be like. Update, Compare and Deploy declare them alike.</summary>
internal interface IFunctionParameters
{
    /// <summary>ARN or name of the execution role.</summary>
    string? Role { get; }

    /// <summary>Creates a role that does not exist, with the least that the function needs.</summary>
    SwitchParameter CreateRole { get; }

    /// <summary>Memory in MB.</summary>
    int? MemorySize { get; }

    /// <summary>Time-out in seconds.</summary>
    int? Timeout { get; }

    /// <summary>Size of /tmp in MB.</summary>
    int? EphemeralStorage { get; }

    /// <summary>Environment variables.</summary>
    Hashtable? EnvironmentVariable { get; }

    /// <summary>Replace.</summary>
    EnvironmentMode EnvironmentMode { get; }

    /// <summary>Names of environment variables to take away.</summary>
    string[]? RemoveEnvironmentVariable { get; }

    /// <summary>Overrides CMD.</summary>
    string[]? Command { get; }

    /// <summary>Overrides ENTRYPOINT.</summary>
    string[]? EntryPoint { get; }

    /// <summary>Overrides WORKDIR.</summary>
    string? WorkingDirectory { get; }

    /// <summary>Description of the function.</summary>
    string? Description { get; }

    /// <summary>Subnets the function is connected to.</summary>
    string[]? SubnetId { get; }

    /// <summary>Security groups of the function in its VPC.</summary>
    string[]? SecurityGroupId { get; }

    /// <summary>Whether AWS X-Ray samples its requests.</summary>
    TracingMode? TracingMode { get; }

    /// <summary>ARN of the queue or topic for asynchronous events that failed.</summary>
    string? DeadLetterArn { get; }

    /// <summary>ARN of the KMS key for environment variables and image.</summary>
    string? KmsKeyArn { get; }

    /// <summary>File systems.</summary>
    Hashtable? FileSystem { get; }

    /// <summary>Format of the function's logs.</summary>
    FunctionLogFormat? LogFormat { get; }

    /// <summary>Least severe log lines of the program that are kept.</summary>
    FunctionLogLevel? ApplicationLogLevel { get; }

    /// <summary>Least severe log lines of Lambda that are kept.</summary>
    FunctionLogLevel? SystemLogLevel { get; }

    /// <summary>CloudWatch log group the logs go to.</summary>
    string? LogGroup { get; }

    /// <summary>Whether Lambda keeps a snapshot of the started program for each published version.</summary>
    SnapStartMode? SnapStart { get; }

    /// <summary>Concurrent executions that are kept for the function and are its limit.</summary>
    int? ReservedConcurrency { get; }

    /// <summary>Tags to set on the function.</summary>
    Hashtable? FunctionTag { get; }

    /// <summary>Gives the function an HTTPS address.</summary>
    FunctionUrlAuth? FunctionUrl { get; }

    /// <summary>Whether the address gives answers when they are complete or as they come.</summary>
    FunctionUrlInvokeMode? FunctionUrlInvokeMode { get; }

    /// <summary>What browsers on other sites may do.</summary>
    Hashtable? FunctionUrlCors { get; }

    /// <summary>Who may call the function.</summary>
    Hashtable[]? Permission { get; }

    /// <summary>Publishes a version afterwards.</summary>
    SwitchParameter PublishVersion { get; }

    /// <summary>Updates even when the function already runs this digest.</summary>
    SwitchParameter Force { get; }

    /// <summary>How long to wait for Lambda at each step. Default.</summary>
    int? WaitTimeoutSeconds { get; }
}
