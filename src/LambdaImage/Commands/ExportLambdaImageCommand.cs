using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Writes an image to an archive or an OCI layout, to carry it where its registry cannot be reached.</summary>
[Cmdlet(VerbsData.Export, "LambdaImage", SupportsShouldProcess = true)]
[OutputType(typeof(ExportedLambdaImage))]
public sealed class ExportLambdaImageCommand : RegistryCommand<ExportedLambdaImage>
{
    /// <summary>The image from Build-LambdaImage or Publish-LambdaImage, a reference in a registry, or the path of an OCI layout or archive.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageUri"), ImageArgument, ArgumentCompleter(typeof(ImageUriCompleter))]
    public LambdaImageSource? Image { get; set; }

    /// <summary>File or folder to write.</summary>
    [Parameter(Mandatory = true, Position = 1), ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>DockerArchive, OciArchive or OciLayout. Default: a path that ends in .tar is a docker archive, another one an OCI layout.</summary>
    [Parameter]
    public ImageFileFormat? Format { get; set; }

    /// <summary>Name and tag within the file. Default: those of the image.</summary>
    [Parameter]
    public string? Tag { get; set; }

    /// <summary>Processor, where the image is an index of several.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Overwrites a file or layout that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<Work<ExportedLambdaImage>> Prepare()
    {
        var paths = new ProjectPaths(this, Fail);
        var request = new ExportImageRequest
        {
            Image = Image!.Find(paths),
            Path = paths.Exact(Path),
            Format = Format,
            Tag = Given(Tag),
            Architecture = Architecture,
            Force = Force.IsPresent,
            AllowInsecureRegistry = AllowInsecureRegistry.IsPresent,
            Session = Session(),
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
