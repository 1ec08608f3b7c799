using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;

namespace LambdaImage.Commands;

/// <summary>Gives a cmdlet the parameters that say what a function is to be like.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class FunctionSettingsCommand<TResult> : AwsCommand<TResult>, IFunctionParameters
    where TResult : class
{
    /// <summary>Names or ARNs of the functions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true), Alias("FunctionArn")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string[] FunctionName { get; set; } = [];

    /// <summary>The image, from Publish-LambdaImage.</summary>
    [Parameter(ParameterSetName = ParameterSets.Image, Mandatory = true, ValueFromPipeline = true)]
    [RecordArgument(typeof(PublishedLambdaImage))]
    public PublishedLambdaImage? Image { get; set; }

    /// <summary>Reference of an image in Amazon ECR. A tag is resolved to its digest first.</summary>
    [Parameter(ParameterSetName = ParameterSets.ImageUri, Mandatory = true, Position = 1,
        ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageUriCompleter))]
    public string? ImageUri { get; set; }

    /// <summary>CMD of each function: name = command. Functions that are not in it get -Command.</summary>
    [Parameter, PairsArgument]
    public Hashtable? FunctionCommand { get; set; }

    /// <summary>ARN or name of the execution role; needed to create a function.</summary>
    [Parameter]
    public string? Role { get; set; }

    /// <summary>Creates a role that does not exist, with the least that the function needs.</summary>
    [Parameter]
    public SwitchParameter CreateRole { get; set; }

    /// <summary>Memory in MB.</summary>
    [Parameter, MegabytesArgument, ValidateRange(128, int.MaxValue)]
    public int? MemorySize { get; set; }

    /// <summary>Time-out in seconds.</summary>
    [Parameter, SecondsArgument, ValidateRange(1, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <summary>Size of /tmp in MB.</summary>
    [Parameter, MegabytesArgument, ValidateRange(512, int.MaxValue)]
    public int? EphemeralStorage { get; set; }

    /// <summary>Environment variables; they replace all that the function has, unless -EnvironmentMode says
    /// Merge.</summary>
    [Parameter, PairsArgument]
    public Hashtable? EnvironmentVariable { get; set; }

    /// <summary>Replace: the variables given are all that the function has afterwards. Merge: its others
    /// stay. Default: Replace.</summary>
    [Parameter]
    public EnvironmentMode EnvironmentMode { get; set; }

    /// <summary>Names of environment variables to take away; all others stay.</summary>
    [Parameter]
    public string[]? RemoveEnvironmentVariable { get; set; }

    /// <summary>Overrides CMD; an empty list goes back to the image's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Command { get; set; }

    /// <summary>Overrides ENTRYPOINT; an empty list goes back to the image's own.</summary>
    [Parameter]
    public string[]? EntryPoint { get; set; }

    /// <summary>Overrides WORKDIR; an empty string goes back to the image's own.</summary>
    [Parameter]
    public string? WorkingDirectory { get; set; }

    /// <summary>Description of the function.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Subnets the function is connected to; an empty list takes it out of its VPC.</summary>
    [Parameter]
    public string[]? SubnetId { get; set; }

    /// <summary>Security groups of the function in its VPC.</summary>
    [Parameter]
    public string[]? SecurityGroupId { get; set; }

    /// <summary>Whether AWS X-Ray samples its requests.</summary>
    [Parameter]
    public TracingMode? TracingMode { get; set; }

    /// <summary>ARN of the queue or topic for asynchronous events that failed; an empty string takes it
    /// away.</summary>
    [Parameter]
    public string? DeadLetterArn { get; set; }

    /// <summary>ARN of the KMS key for environment variables and image; an empty string goes back to AWS's
    /// own.</summary>
    [Parameter]
    public string? KmsKeyArn { get; set; }

    /// <summary>File systems: path below /mnt/ = ARN of the access point; an empty table takes them away.</summary>
    [Parameter, PairsArgument]
    public Hashtable? FileSystem { get; set; }

    /// <summary>Format of the function's logs.</summary>
    [Parameter]
    public FunctionLogFormat? LogFormat { get; set; }

    /// <summary>Least severe log lines of the program that are kept; needs -LogFormat Json.</summary>
    [Parameter]
    public FunctionLogLevel? ApplicationLogLevel { get; set; }

    /// <summary>Least severe log lines of Lambda that are kept; needs -LogFormat Json.</summary>
    [Parameter]
    public FunctionLogLevel? SystemLogLevel { get; set; }

    /// <summary>CloudWatch log group the logs go to.</summary>
    [Parameter]
    public string? LogGroup { get; set; }

    /// <summary>Whether Lambda keeps a snapshot of the started program for each published version.</summary>
    [Parameter]
    public SnapStartMode? SnapStart { get; set; }

    /// <summary>Concurrent executions that are kept for the function and are its limit; -1 gives them back.</summary>
    [Parameter]
    public int? ReservedConcurrency { get; set; }

    /// <summary>Tags to set on the function; its other tags stay.</summary>
    [Parameter, PairsArgument]
    public Hashtable? FunctionTag { get; set; }

    /// <summary>Gives the function an HTTPS address: None lets everybody in, AwsIam those whom IAM lets,
    /// Absent takes it away.</summary>
    [Parameter, ApiNameArgument]
    public FunctionUrlAuth? FunctionUrl { get; set; }

    /// <summary>Whether the address gives answers when they are complete or as they come.</summary>
    [Parameter, ApiNameArgument]
    public FunctionUrlInvokeMode? FunctionUrlInvokeMode { get; set; }

    /// <summary>What browsers on other sites may do: AllowOrigins, AllowMethods, AllowHeaders,
    /// ExposeHeaders, AllowCredentials, MaxAge.</summary>
    [Parameter, PairsArgument]
    public Hashtable? FunctionUrlCors { get; set; }

    /// <summary>Who may call the function: tables with StatementId, Principal, and where wanted Action,
    /// SourceArn, SourceAccount.</summary>
    [Parameter, TablesArgument]
    public Hashtable[]? Permission { get; set; }

    /// <summary>Publishes a version afterwards.</summary>
    [Parameter]
    public SwitchParameter PublishVersion { get; set; }

    /// <summary>Updates even when the function already runs this digest.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for Lambda at each step. Default: 300.</summary>
    [Parameter, SecondsArgument, ValidateRange(1, 3600)]
    public int? WaitTimeoutSeconds { get; set; }

    /// <summary>The request for each function that is named.</summary>
    private protected IReadOnlyList<UpdateFunctionRequest> Requests()
    {
        var choices = this.ToRequest(Session());
        var commands = FunctionChoices.Commands(FunctionCommand, FunctionName);
        return
        [
            .. FunctionName.Select(name => (ParameterSetName == ParameterSets.Image
                    ? choices.For(name, Image!)
                    : choices with { FunctionName = name, ImageUri = ImageUri! }) is var request
                && commands.TryGetValue(name, out var command)
                    ? request with { Settings = request.Settings with { Command = command } }
                    : request),
        ];
    }
}
