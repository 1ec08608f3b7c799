using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Errors;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Runs an image on this machine as Lambda would, with one event after the other: read-only but for /tmp, as a user
/// without rights, with Lambda's memory and time. Nothing of AWS is needed.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "LambdaImage", DefaultParameterSetName = ParameterSets.Image, SupportsShouldProcess = true)]
[OutputType(typeof(LambdaImageInvocation))]
public sealed class InvokeLambdaImageCommand : RegistryCommand<IReadOnlyList<LambdaImageInvocation>>
{
    private readonly List<InvocationEvent> _events = [];
    private bool _areEventsPiped;

    /// <summary>The image from Build-LambdaImage or Publish-LambdaImage, the name of one in Docker or podman, a reference in a
    /// registry, or the path of an OCI layout or archive.</summary>
    [Parameter(ParameterSetName = ParameterSets.Image, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ParameterSets.Event, Mandatory = true, Position = 0)]
    [Alias("ImageUri"), ImageArgument, ArgumentCompleter(typeof(ImageUriCompleter))]
    public LambdaImageSource? Image { get; set; }

    /// <summary>The event: JSON text, a hashtable or object, or the file that Get-Item gives. Default: {}.</summary>
    [Parameter(ParameterSetName = ParameterSets.Image)]
    [Parameter(ParameterSetName = ParameterSets.Event, Mandatory = true, ValueFromPipeline = true)]
    [EventArgument]
    public InvocationEvent? Payload { get; set; }

    /// <summary>Files with events, one in each.</summary>
    [Parameter(ParameterSetName = ParameterSets.Image), SupportsWildcards]
    public string[] PayloadPath { get; set; } = [];

    /// <summary>What the function sees as the caller's context: JSON text, or a hashtable or object.</summary>
    [Parameter, PayloadArgument]
    public string? ClientContext { get; set; }

    /// <summary>Replaces CMD, which is the handler in AWS's base images.</summary>
    [Parameter, Alias("Handler")]
    public string[]? Command { get; set; }

    /// <summary>Replaces ENTRYPOINT; CMD stays.</summary>
    [Parameter]
    public string[]? EntryPoint { get; set; }

    /// <summary>Replaces WORKDIR.</summary>
    [Parameter]
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables of the function.</summary>
    [Parameter, PairsArgument, Alias("Environment")]
    public Hashtable? EnvironmentVariable { get; set; }

    /// <summary>Memory in MB. Default: 128, as in Lambda.</summary>
    [Parameter, MegabytesArgument, ValidateRange(128, 10240)]
    public int MemorySize { get; set; } = InvokeImageRequest.DefaultMemorySize;

    /// <summary>Time-out for each event in seconds. Default: 3, as in Lambda.</summary>
    [Parameter, SecondsArgument, ValidateRange(1, 900)]
    public int Timeout { get; set; } = (int)InvokeImageRequest.DefaultTimeout.TotalSeconds;

    /// <summary>Size of /tmp in MB. Default: 512, as in Lambda.</summary>
    [Parameter, MegabytesArgument, ValidateRange(512, 10240)]
    public int EphemeralStorage { get; set; } = InvokeImageRequest.DefaultEphemeralStorage;

    /// <summary>Processor, where the image is an index of several.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Container engine: Docker or Podman. Default: the first that works.</summary>
    [Parameter, ValidateSet(nameof(BuildEngine.Auto), nameof(BuildEngine.Docker), nameof(BuildEngine.Podman))]
    public BuildEngine Engine { get; set; }

    /// <summary>Name that the function sees. Default: after the image.</summary>
    [Parameter, ArgumentCompleter(typeof(FunctionCompleter))]
    public string? FunctionName { get; set; }

    /// <summary>Gives the function the AWS credentials of this run. Default: it has none.</summary>
    [Parameter]
    public SwitchParameter FunctionCredential { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // What comes from the pipe is images where none was named. The parameter set does not say so: both have all that is bound.
        _areEventsPiped = MyInvocation.ExpectingInput && MyInvocation.BoundParameters.ContainsKey(nameof(Image));
    }

    private protected override IEnumerable<Work<IReadOnlyList<LambdaImageInvocation>>> Prepare()
    {
        // Events from the pipe are for one container: it is started when all are known.
        if (_areEventsPiped)
        {
            _events.Add(Payload!);
            return [];
        }

        InvocationEvent[] events =
        [
            .. Payload is { } given ? [given] : Array.Empty<InvocationEvent>(),
            .. new ProjectPaths(this, Fail).Events(PayloadPath).SelectMany(Read),
        ];
        if (PayloadPath.Length > 0 && events.Length == 0) return [];

        return [Invoke(events is [] ? [InvocationEvent.Empty] : events)];
    }

    private protected override IEnumerable<Work<IReadOnlyList<LambdaImageInvocation>>> Finish() => _events.Count == 0 ? [] : [Invoke(_events)];

    private protected override void Write(IReadOnlyList<LambdaImageInvocation> result)
    {
        foreach (var invocation in result)
        {
            WriteObject(invocation);
            if (invocation.Failure() is { } failure) Fail(failure);
        }
    }

    private IEnumerable<InvocationEvent> Read(string path)
    {
        try
        {
            return [new(File.ReadAllText(path), path)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Fail(CommandErrors.EventUnreadable(path, problem.Message));
            return [];
        }
    }

    private Work<IReadOnlyList<LambdaImageInvocation>> Invoke(IReadOnlyList<InvocationEvent> events)
    {
        var request = new InvokeImageRequest
        {
            Image = Image!.Find(new ProjectPaths(this, Fail)),
            Events = events,
            ClientContext = Given(ClientContext),
            Command = Command,
            EntryPoint = EntryPoint,
            WorkingDirectory = Given(WorkingDirectory),
            Environment = Pairs(EnvironmentVariable) ?? new Dictionary<string, string>(),
            MemorySize = MemorySize,
            Timeout = TimeSpan.FromSeconds(Timeout),
            EphemeralStorage = EphemeralStorage,
            Architecture = Architecture,
            Engine = Engine,
            FunctionName = Given(FunctionName),
            FunctionCredentials = FunctionCredential.IsPresent,
            AllowInsecureRegistry = AllowInsecureRegistry.IsPresent,
            Session = Session(),
        };
        return (steps, cancel) => steps.DoAsync(request, cancel);
    }
}
