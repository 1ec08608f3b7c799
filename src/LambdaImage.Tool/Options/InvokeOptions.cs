using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to run as Lambda would, and with which events.</summary>
internal sealed class InvokeOptions : OptionGroup
{
    private readonly ImageOptions _image;
    private readonly Option<string[]> _payload;
    private readonly Option<string?> _clientContext;
    private readonly Option<string[]> _command;
    private readonly Option<string[]> _entryPoint;
    private readonly Option<string?> _workingDirectory;
    private readonly Option<string[]> _environment;
    private readonly Option<int> _memory;
    private readonly Option<int> _timeout;
    private readonly Option<int> _storage;
    private readonly Option<BuildEngine> _engine;
    private readonly Option<string?> _function;
    private readonly Option<bool> _credential;

    public InvokeOptions()
    {
        _image = Include(new ImageOptions("--image", "Name of an image in Docker or podman, reference in a registry, or path of a layout or archive; default: what is piped in."));
        _payload = AddMany("--payload", "JSON event, {} by default; @FILE reads it from a file. May be given several times: one event after the other.");
        _clientContext = Add<string?>("--client-context", "JSON that the function sees as the caller's context; @FILE reads it from a file.");
        _command = AddMany("--command", "Replaces CMD, once per word: the handler in AWS's base images.", "--handler");
        _entryPoint = AddMany("--entrypoint", "Replaces ENTRYPOINT, once per word.");
        _workingDirectory = Add<string?>("--working-directory", "Replaces WORKDIR.");
        _environment = AddMany("--env", "NAME=VALUE; variable of the function.");
        _memory = Add<int>("--memory-size", $"Memory in MB; default: {InvokeImageRequest.DefaultMemorySize}.");
        _timeout = Add<int>("--timeout", $"Time-out in seconds; default: {InvokeImageRequest.DefaultTimeout.TotalSeconds}.");
        _storage = Add<int>("--ephemeral-storage", $"Size of /tmp in MB; default: {InvokeImageRequest.DefaultEphemeralStorage}.");
        _engine = Add<BuildEngine>("--engine", "Docker or Podman; default: the first that works.");
        _function = Add<string?>("--function", "Name that the function sees; default: after the image.", "--function-name");
        _credential = Add<bool>("--function-credential", "Give the function the AWS credentials of this run.");
        _memory.DefaultValueFactory = _ => InvokeImageRequest.DefaultMemorySize;
        Limit(_memory, 128, 10240);
        _timeout.DefaultValueFactory = _ => (int)InvokeImageRequest.DefaultTimeout.TotalSeconds;
        Limit(_timeout, 1, 900);
        _storage.DefaultValueFactory = _ => InvokeImageRequest.DefaultEphemeralStorage;
        Limit(_storage, 512, 10240);
    }

    /// <summary>Whether the options name the image, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => _image.IsGiven(parsed);

    public InvokeImageRequest Read(ParseResult parsed, object input, AwsOptions aws) => new()
    {
        Image = _image.Read(parsed, input, "invoke --image shop:latest --payload '{}'"),
        Events = parsed.GetValue(_payload) is { Length: > 0 } events ? [.. events.Select(Event)] : [InvocationEvent.Empty],
        ClientContext = Payload(parsed.GetValue(_clientContext)),
        Command = parsed.GetValue(_command) is { Length: > 0 } command ? command : null,
        EntryPoint = parsed.GetValue(_entryPoint) is { Length: > 0 } entryPoint ? entryPoint : null,
        WorkingDirectory = parsed.GetValue(_workingDirectory),
        Environment = Pairs(parsed, _environment),
        MemorySize = parsed.GetValue(_memory),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        EphemeralStorage = parsed.GetValue(_storage),
        Architecture = _image.Architecture(parsed),
        Engine = parsed.GetValue(_engine),
        FunctionName = parsed.GetValue(_function),
        FunctionCredentials = parsed.GetValue(_credential),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };

    private static InvocationEvent Event(string text) => new(Payload(text)!, text.StartsWith('@') ? Path.GetFullPath(text[1..]) : null);
}
