using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which function, and its settings.</summary>
internal sealed class FunctionOptions : OptionGroup
{
    private readonly Option<string> _function;
    private readonly Option<string?> _role;
    private readonly Option<int?> _memory;
    private readonly Option<int?> _timeout;
    private readonly Option<int?> _storage;
    private readonly Option<string[]> _environment;
    private readonly Option<string[]> _command;
    private readonly Option<string[]> _entryPoint;
    private readonly Option<string?> _workingDirectory;
    private readonly Option<string?> _description;
    private readonly Option<bool> _createRole;
    private readonly Option<EnvironmentMode> _environmentMode;
    private readonly Option<string[]> _removedEnvironment;
    private readonly Option<string[]> _subnets;
    private readonly Option<string[]> _securityGroups;
    private readonly Option<TracingMode?> _tracing;
    private readonly Option<string?> _deadLetter;
    private readonly Option<string?> _kmsKey;
    private readonly Option<string[]> _fileSystems;
    private readonly Option<FunctionLogFormat?> _logFormat;
    private readonly Option<FunctionLogLevel?> _applicationLogLevel;
    private readonly Option<FunctionLogLevel?> _systemLogLevel;
    private readonly Option<string?> _logGroup;
    private readonly Option<SnapStartMode?> _snapStart;
    private readonly Option<int?> _concurrency;
    private readonly Option<string[]> _tags;
    private readonly Option<FunctionUrlAuth?> _url;
    private readonly Option<FunctionUrlInvokeMode?> _urlInvokeMode;
    private readonly Option<string[]> _urlOrigins;
    private readonly Option<string[]> _permissions;
    private readonly Option<bool> _publishVersion;
    private readonly Option<bool> _force;
    private readonly Option<int?> _wait;
    private readonly ReleaseOptions _release;

    public FunctionOptions(bool isRequired = true)
    {
        _function = Add<string>("--function", "Name or ARN of the function.", "--function-name");
        _function.Required = isRequired;
        _role = Add<string?>("--role", "Name or ARN of the execution role; needed to create the function.");
        _memory = Add<int?>("--memory-size", "Memory in MB.");
        _timeout = Add<int?>("--timeout", "Time-out in seconds.");
        _storage = Add<int?>("--ephemeral-storage", "Size of /tmp in MB.");
        Limit(_memory, 128, int.MaxValue);
        Limit(_timeout, 1, int.MaxValue);
        Limit(_storage, 512, int.MaxValue);
        _environment = AddMany("--env", "NAME=VALUE; all variables given together replace the function's.");
        _command = AddMany("--command", "Overrides CMD, once per word; an empty value resets to the image's own.");
        _entryPoint = AddMany("--entrypoint", "Overrides ENTRYPOINT, once per word; an empty value resets to the image's own.");
        _workingDirectory = Add<string?>("--working-directory", "Overrides WORKDIR; an empty value resets to the image's own.");
        _description = Add<string?>("--description", "Description of the function.");
        _createRole = Add<bool>("--create-role", "Create a role that does not exist, with the least that the function needs.");
        _environmentMode = Add<EnvironmentMode>("--env-mode", "Replace: the variables given are all that the function has; Merge: its others stay. Default: Replace.");
        _removedEnvironment = AddMany("--remove-env", "NAME of a variable to take away; all others stay.", "--remove-environment-variable");
        _subnets = AddMany("--subnet", "Subnet the function is connected to; an empty value takes it out of its VPC.", "--subnet-id");
        _securityGroups = AddMany("--security-group", "Security group of the function in its VPC.", "--security-group-id");
        _tracing = Add<TracingMode?>("--tracing", "Whether AWS X-Ray samples its requests.", "--tracing-mode");
        _deadLetter = Add<string?>("--dead-letter", "ARN of the queue or topic for failed events; an empty value takes it away.", "--dead-letter-arn");
        _kmsKey = Add<string?>("--kms-key-arn", "ARN of the KMS key of the environment variables; an empty value goes back to AWS's own.");
        _fileSystems = AddMany("--file-system", "/mnt/PATH=ARN of an access point; an empty value takes all away.");
        _logFormat = Add<FunctionLogFormat?>("--log-format", "Format of the logs.");
        _applicationLogLevel = Add<FunctionLogLevel?>("--application-log-level", "Least severe lines of the program; needs --log-format Json.");
        _systemLogLevel = Add<FunctionLogLevel?>("--system-log-level", "Least severe lines of Lambda; needs --log-format Json.");
        _logGroup = Add<string?>("--log-group", "CloudWatch log group the logs go to.");
        _snapStart = Add<SnapStartMode?>("--snap-start", "Whether published versions start from a snapshot.");
        _concurrency = Add<int?>("--reserved-concurrency", "Executions kept for the function, its limit too; -1 gives them back.");
        _tags = AddMany("--function-tag", "NAME=VALUE; tag of the function.");
        _url = Add<FunctionUrlAuth?>("--function-url", "HTTPS address: None lets everybody in, AwsIam those whom IAM lets, Absent takes it away.");
        _urlInvokeMode = Add<FunctionUrlInvokeMode?>("--function-url-mode", "Whether the address answers when complete or as it comes.", "--function-url-invoke-mode");
        _urlOrigins = AddMany("--function-url-origin", "Site whose pages may call the address; * for all.");
        _permissions = AddMany("--permission", "ID=PRINCIPAL[,SOURCE-ARN]; lets somebody call the function.");
        _publishVersion = Add<bool>("--publish-version", "Publish a version afterwards.");
        _force = Add<bool>("--force", "Update even when the function already runs this digest.", "--always");
        _wait = Add<int?>("--wait", "Seconds to wait for Lambda at each step; default: 300.");
        Limit(_wait, 1, 3600);
        _release = Include(new ReleaseOptions());
    }

    public UpdateFunctionRequest Read(ParseResult parsed, PublishedLambdaImage? image, string imageUri, AwsOptions aws) => new()
    {
        FunctionName = parsed.GetValue(_function) ?? "",
        ImageUri = imageUri,
        Image = image,
        Architecture = image?.Architecture,
        Settings = new FunctionSettings
        {
            Role = parsed.GetValue(_role),
            MemorySize = parsed.GetValue(_memory),
            Timeout = parsed.GetValue(_timeout),
            EphemeralStorage = parsed.GetValue(_storage),
            Environment = Given(parsed, _environment) ? Pairs(parsed, _environment) : null,
            Command = Words(parsed, _command),
            EntryPoint = Words(parsed, _entryPoint),
            WorkingDirectory = parsed.GetValue(_workingDirectory),
            Description = parsed.GetValue(_description),
            CreateRole = parsed.GetValue(_createRole),
            EnvironmentMode = parsed.GetValue(_environmentMode),
            RemovedEnvironment = Words(parsed, _removedEnvironment),
            SubnetIds = Words(parsed, _subnets),
            SecurityGroupIds = Words(parsed, _securityGroups),
            Tracing = parsed.GetValue(_tracing),
            DeadLetterArn = parsed.GetValue(_deadLetter),
            KmsKeyArn = parsed.GetValue(_kmsKey),
            FileSystems = Words(parsed, _fileSystems)?.Select(each => Pair(_fileSystems, each)).Select(each => new FunctionFileSystem(each.Value, each.Name)).ToArray(),
            LogFormat = parsed.GetValue(_logFormat),
            ApplicationLogLevel = parsed.GetValue(_applicationLogLevel),
            SystemLogLevel = parsed.GetValue(_systemLogLevel),
            LogGroup = parsed.GetValue(_logGroup),
            SnapStart = parsed.GetValue(_snapStart),
            ReservedConcurrency = parsed.GetValue(_concurrency),
            Tags = Given(parsed, _tags) ? Pairs(parsed, _tags) : null,
            Url = Url(parsed),
            Permissions = Words(parsed, _permissions)?.Select(each => Pair(_permissions, each)).Select(Permission).ToArray(),
        },
        PublishVersion = parsed.GetValue(_publishVersion),
        Traffic = _release.Read(parsed),
        Force = parsed.GetValue(_force),
        WaitTimeout = parsed.GetValue(_wait) is { } seconds ? TimeSpan.FromSeconds(seconds) : UpdateFunctionRequest.DefaultWaitTimeout,
        Session = aws.Session(parsed),
    };

    /// <exception cref="LambdaImageException">Something is said about an address that is not asked for.</exception>
    private FunctionUrlOptions? Url(ParseResult parsed)
    {
        if (parsed.GetValue(_url) is { } auth)
        {
            return new()
            {
                Auth = auth,
                InvokeMode = parsed.GetValue(_urlInvokeMode),
                Cors = Words(parsed, _urlOrigins) is { } origins ? new FunctionUrlCors { AllowOrigins = origins, AllowMethods = ["*"] } : null,
            };
        }

        return new Option[] { _urlInvokeMode, _urlOrigins }.FirstOrDefault(option => Given(parsed, option)) is { } lonely
            ? throw new LambdaImageException(ErrorKind.RequestInvalid, $"{lonely.Name} says nothing without {_url.Name}.", $"Give {_url.Name} too.", lonely.Name)
            : null;
    }

    private static FunctionPermission Permission((string Name, string Value) pair)
    {
        var comma = pair.Value.IndexOf(',', StringComparison.Ordinal);
        return new()
        {
            StatementId = pair.Name,
            Principal = comma < 0 ? pair.Value : pair.Value[..comma],
            SourceArn = comma < 0 ? null : pair.Value[(comma + 1)..],
        };
    }

    private static bool Given(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static string[]? Words(ParseResult parsed, Option<string[]> option) =>
        Given(parsed, option) ? (parsed.GetValue(option) ?? []).Where(word => word.Length > 0).ToArray() : null;
}
