namespace LambdaImage;

/// <summary>Asks to run an image on this machine as Lambda would, with one event after the other.</summary>
public sealed record InvokeImageRequest
{
    /// <summary>MB of memory that Lambda gives a function for which nobody said another.</summary>
    public const int DefaultMemorySize = 128;

    /// <summary>MB of <c>/tmp</c> that Lambda gives a function for which nobody said another.</summary>
    public const int DefaultEphemeralStorage = 512;

    /// <summary>Time that Lambda gives a function for which nobody said another.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The image. A reference may be just the name that an image has in the container engine, too.</summary>
    public required ImageInput Image { get; init; }

    /// <summary>The events, in this order, for one container.</summary>
    public IReadOnlyList<InvocationEvent> Events { get; init; } = [InvocationEvent.Empty];

    /// <summary>JSON that the function sees as the caller's context; null: none.</summary>
    public string? ClientContext { get; init; }

    /// <summary>Replaces CMD; null: the image's own.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Replaces ENTRYPOINT; null: the image's own.</summary>
    public IReadOnlyList<string>? EntryPoint { get; init; }

    /// <summary>Replaces WORKDIR; null: the image's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables of the function.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Memory in MB, 128 to 10240.</summary>
    public int MemorySize { get; init; } = DefaultMemorySize;

    /// <summary>Time for each event, 1 second to 15 minutes.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Size of <c>/tmp</c> in MB, 512 to 10240.</summary>
    public int EphemeralStorage { get; init; } = DefaultEphemeralStorage;

    /// <summary>Processor, should the source be an index of several images; null: x86_64 where it has one.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Container engine: Docker or Podman; Auto: the first that works.</summary>
    public BuildEngine Engine { get; init; }

    /// <summary>Name that the function sees; null: after the image.</summary>
    public string? FunctionName { get; init; }

    /// <summary>Whether the function gets the AWS credentials of this run.</summary>
    public bool FunctionCredentials { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials to read images with.</summary>
    public AwsSession Session { get; init; } = new();
}
