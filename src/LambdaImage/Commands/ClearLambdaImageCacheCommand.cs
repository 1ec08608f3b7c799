using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Removes what this machine's cache holds: layers, documents, installed dependencies and built images. All of it can be made again.</summary>
[Cmdlet(VerbsCommon.Clear, "LambdaImageCache", SupportsShouldProcess = true)]
[OutputType(typeof(CacheCleanup))]
public sealed class ClearLambdaImageCacheCommand : LambdaImageCommand<CacheCleanup>
{
    /// <summary>Only what was not used for this time: 30d, 12h, or a TimeSpan. Default: all of it.</summary>
    [Parameter(Position = 0), DurationArgument]
    public TimeSpan? OlderThan { get; set; }

    /// <summary>Removes also what was used within the last hour. Without it that stays: a running build or an image that was not published yet may need it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<Work<CacheCleanup>> Prepare()
    {
        var request = new ClearCacheRequest { OlderThan = OlderThan, Force = Force.IsPresent };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
