using System.Text.RegularExpressions;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Lint;

/// <summary>What is known of an image from its name alone.</summary>
/// <param name="Text">As written, with the defaults of arguments.</param>
/// <param name="Reference">Its parts; null for <c>scratch</c> and for names that depend on build arguments.</param>
internal sealed partial record BaseImage(string Text, ImageReference? Reference)
{
    private static readonly Dictionary<string, string?> NoVariables = new(StringComparer.Ordinal);

    /// <summary>What AWS's images set.
    /// <see href="https://github.com/aws/aws-lambda-base-images"/></summary>
    private static readonly Dictionary<string, string?> AwsVariables = new(StringComparer.Ordinal)
    {
        ["LAMBDA_TASK_ROOT"] = "/var/task",
        ["LAMBDA_RUNTIME_DIR"] = "/var/runtime",
        ["LANG"] = "en_US.UTF-8",
        ["TZ"] = ":/etc/localtime",
    };

    public bool IsScratch => Text == "scratch";

    /// <summary>Name of AWS's runtime, for example <c>python</c>; null for other images.</summary>
    public string? AwsRuntime { get; private init; }

    /// <summary>Version of AWS's runtime as in the tag, for example <c>3.13</c>; null where the tag does not say.</summary>
    public string? AwsVersion { get; private init; }

    public bool IsAws => AwsRuntime is not null;

    /// <summary>AWS's image for programs that bring their own runtime.</summary>
    public bool IsProvided => AwsRuntime == "provided";

    /// <summary>AWS's image of a language, which takes the handler as CMD.</summary>
    public bool TakesHandler => IsAws && !IsProvided;

    /// <summary>Bref's image; null for other images.</summary>
    public BrefName? Bref { get; private init; }

    /// <summary>Its Linux, and with that the package manager.</summary>
    public LinuxSystem System { get; private init; }

    /// <summary>Variables that the image sets.</summary>
    public IReadOnlyDictionary<string, string?> Variables => IsAws || Bref is not null ? AwsVariables : NoVariables;

    /// <summary>Folder that its instructions start in; null when not known.</summary>
    public string? WorkDir => IsAws || Bref is not null ? "/var/task" : IsScratch ? "/" : null;

    /// <summary>Processor that name or tag promise; null when they promise none.</summary>
    public LambdaArchitecture? Architecture { get; private init; }

    /// <summary>Looks at a name.</summary>
    public static BaseImage Of(string text)
    {
        var reference = text == "scratch" || text.Contains('$', StringComparison.Ordinal) ? null : ImageReference.TryParse(text);
        var image = new BaseImage(text, reference);
        if (text == "scratch") return image with { System = LinuxSystem.None };
        if (reference is null) return image;
        var runtime = AwsName(reference);
        var version = runtime is null ? null : VersionOf(reference.Tag);
        return image with
        {
            AwsRuntime = runtime,
            AwsVersion = version,
            Bref = BrefName.Of(reference),
            System = LinuxSystems.Of(reference, runtime, version),
            Architecture = ArchitectureOf(reference),
        };
    }

    private static string? AwsName(ImageReference reference)
    {
        const string hub = "docker.io/amazon/aws-lambda-";
        if (reference.Name.StartsWith("public.ecr.aws/lambda/", StringComparison.Ordinal)) return reference.Repository["lambda/".Length..];
        return reference.Name.StartsWith(hub, StringComparison.Ordinal) ? reference.Name[hub.Length..] : null;
    }

    /// <summary>The tag without processor, date and preview.</summary>
    private static string? VersionOf(string? tag)
    {
        if (tag is null) return null;
        var match = AwsTag().Match(tag);
        return match.Success ? match.Groups["version"].Value : null;
    }

    private static LambdaArchitecture? ArchitectureOf(ImageReference reference)
    {
        var match = ArchitectureMark().Match($"{reference.Repository}:{reference.Tag}");
        if (!match.Success) return null;
        return match.Groups["arm"].Success ? LambdaArchitecture.Arm64 : LambdaArchitecture.X86_64;
    }

    [GeneratedRegex(@"^(?<version>al\d+|\d+(?:\.\d{1,2})?(?:\.al\d+)?)(?:[.-].*)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AwsTag();

    /// <summary>A processor at the end of the tag, or the older name spaces of Docker Hub such as
    /// <c>arm64v8/</c>.</summary>
    [GeneratedRegex(@"^(?:(?<arm>arm64v8)|amd64)/|(?:[:._-])(?:(?<arm>arm64(?:v8)?|aarch64)|x86_64|amd64|x64)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ArchitectureMark();
}
