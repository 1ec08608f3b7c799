using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Tells what an image is made of: its layers, the biggest files, bytes of no use, and what a cold start reads.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "LambdaImage")]
[OutputType(typeof(LambdaImageMeasurement))]
public sealed class MeasureLambdaImageCommand : RegistryCommand<LambdaImageMeasurement>
{
    /// <summary>The image from Build-LambdaImage, Publish-LambdaImage or another cmdlet, a reference in a registry, the path of an OCI layout or archive, or docker-daemon: or
    /// containers-storage: with the name of an image that docker or podman has.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageUri"), ImageArgument, ArgumentCompleter(typeof(ImageUriCompleter))]
    public LambdaImageSource? Image { get; set; }

    /// <summary>The base that the image was built on, to tell its layers from the image's own. Default: what the image says.</summary>
    [Parameter]
    public string? Base { get; set; }

    /// <summary>How many of the biggest files, folders and wasted files to tell. Default: 10.</summary>
    [Parameter, ValidateRange(0, int.MaxValue)]
    public int Top { get; set; } = MeasureImageRequest.DefaultTop;

    /// <summary>Processor, where the image is an index of several.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    private protected override IEnumerable<Work<LambdaImageMeasurement>> Prepare()
    {
        var request = new MeasureImageRequest
        {
            Image = Image!.Find(new ProjectPaths(this, Fail)),
            Base = Given(Base),
            Top = Top,
            Architecture = Architecture,
            AllowInsecureRegistry = AllowInsecureRegistry.IsPresent,
            Session = Session(),
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
