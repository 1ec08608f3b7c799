using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;

namespace LambdaImage.Commands;

/// <summary>The parameters of a release: what comes before traffic moves, and how it moves.</summary>
public sealed partial class UpdateLambdaFunctionImageCommand : ITrafficParameters
{
    /// <summary>Alias to point at the new version, which is published for it. Created where there is none.</summary>
    [Parameter, ArgumentCompleter(typeof(AliasCompleter))]
    public string? Alias { get; set; }

    /// <summary>Percentages of the alias' traffic that the new version gets, one after the other, before it gets all: 10
    /// or 10,50.</summary>
    [Parameter]
    public double[]? Canary { get; set; }

    /// <summary>How long each share is watched: 30s, 5m, 1h, or a TimeSpan. Default: 5m.</summary>
    [Parameter, DurationArgument]
    public TimeSpan? BakeTime { get; set; }

    /// <summary>CloudWatch alarms that undo a canary when they ring.</summary>
    [Parameter]
    public string[]? Alarm { get; set; }

    /// <summary>Percentage of the new version's invocations that may fail during a canary. Default: 5, where metrics may
    /// be read.</summary>
    [Parameter, ValidateRange(0.0, 100.0)]
    public double? MaxErrorPercent { get; set; }

    /// <summary>Event that the new version must answer before it gets traffic: JSON text, a hashtable, or a file.</summary>
    [Parameter, PayloadArgument]
    public string? SmokePayload { get; set; }

    /// <summary>Regular expression that the answer must match. Default: any answer that is no error.</summary>
    [Parameter]
    public string? SmokeExpect { get; set; }

    /// <summary>Program and arguments to run in the new image on this machine, with the function's environment, before
    /// the function is touched.</summary>
    [Parameter]
    public string[]? ReleaseCommand { get; set; }

    /// <summary>Container engine for -ReleaseCommand: Docker or Podman. Default: the first that works.</summary>
    [Parameter]
    public BuildEngine ReleaseEngine { get; set; }

    /// <summary>Gives -ReleaseCommand the AWS credentials of this run.</summary>
    [Parameter]
    public SwitchParameter ReleaseCredential { get; set; }

    /// <summary>Event that makes the new version itself do what the release needs, before it gets traffic.</summary>
    [Parameter, PayloadArgument, Alias("ReleaseInvoke")]
    public string? ReleasePayload { get; set; }
}
