using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Tells how two images differ, or an image and a folder: files, environment, command and other settings, layers.</summary>
[Cmdlet(VerbsData.Compare, "LambdaImage")]
[OutputType(typeof(LambdaImageDifference))]
public sealed class CompareLambdaImageCommand : RegistryCommand<LambdaImageDifference>
{
    /// <summary>The image to compare with: all that -Image of Measure-LambdaImage takes.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ImageArgument, ArgumentCompleter(typeof(ImageUriCompleter))]
    public LambdaImageSource? Reference { get; set; }

    /// <summary>The other image, or a folder on disk, which is compared with the folder -ImagePath of the image.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageUri"), ImageArgument, ArgumentCompleter(typeof(ImageUriCompleter))]
    public LambdaImageSource? Difference { get; set; }

    /// <summary>Folder of the image that a folder on disk stands for. Default: the image's working directory, which is /var/task in AWS's images.</summary>
    [Parameter]
    public string? ImagePath { get; set; }

    /// <summary>Paths in the image to look at, with * and ?. A folder stands for all below it. Default: all.</summary>
    [Parameter]
    public string[] Path { get; set; } = [];

    /// <summary>Tells also what is equal.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Processor, where an image is an index of several.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    private protected override IEnumerable<Work<LambdaImageDifference>> Prepare()
    {
        var paths = new ProjectPaths(this, Fail);
        var folder = Difference!.Folder(paths);
        var request = new CompareImagesRequest
        {
            Reference = Reference!.Find(paths),
            Difference = folder is null ? Difference.Find(paths) : null,
            Folder = folder,
            ImagePath = Given(ImagePath),
            Paths = Path,
            IncludeEqual = IncludeEqual.IsPresent,
            Architecture = Architecture,
            AllowInsecureRegistry = AllowInsecureRegistry.IsPresent,
            Session = Session(),
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
