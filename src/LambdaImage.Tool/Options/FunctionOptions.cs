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
    private readonly Option<bool> _publishVersion;
    private readonly Option<bool> _always;
    private readonly Option<int?> _wait;
    private readonly ReleaseOptions _release;

    public FunctionOptions()
    {
        _function = Add<string>("--function", "Name or ARN of the function.", "--function-name");
        _function.Required = true;
        _role = Add<string?>("--role", "ARN of the execution role; needed to create the function.");
        _memory = Add<int?>("--memory-size", "Memory in MB.");
        _timeout = Add<int?>("--timeout", "Time-out in seconds.");
        _storage = Add<int?>("--ephemeral-storage", "Size of /tmp in MB.");
        _environment = AddMany("--env", "NAME=VALUE; all variables given together replace the function's.");
        _command = AddMany("--command", "Overrides CMD, once per word; an empty value resets to the image's own.");
        _entryPoint = AddMany("--entrypoint", "Overrides ENTRYPOINT, once per word; an empty value resets to the image's own.");
        _workingDirectory = Add<string?>("--working-directory", "Overrides WORKDIR; an empty value resets to the image's own.");
        _description = Add<string?>("--description", "Description of the function.");
        _publishVersion = Add<bool>("--publish-version", "Publish a version afterwards.");
        _always = Add<bool>("--always", "Update even when the function already runs this digest.");
        _wait = Add<int?>("--wait", "Seconds to wait for Lambda at each step; default: 300.");
        _release = Include(new ReleaseOptions());
    }

    public UpdateFunctionRequest Read(ParseResult parsed, PublishedLambdaImage? image, string imageUri, AwsOptions aws) => new()
    {
        FunctionName = parsed.GetValue(_function)!,
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
        },
        PublishVersion = parsed.GetValue(_publishVersion),
        Traffic = _release.Read(parsed),
        Force = parsed.GetValue(_always),
        WaitTimeout = parsed.GetValue(_wait) is { } seconds ? TimeSpan.FromSeconds(seconds) : UpdateFunctionRequest.DefaultWaitTimeout,
        Session = aws.Session(parsed),
    };

    private static bool Given(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static string[]? Words(ParseResult parsed, Option<string[]> option) =>
        Given(parsed, option) ? (parsed.GetValue(option) ?? []).Where(word => word.Length > 0).ToArray() : null;
}
