using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Errors;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Pushes the image of an archive or OCI layout to Amazon ECR or any registry, as it is, under the name it has in the file.</summary>
[Cmdlet(VerbsData.Import, "LambdaImage", DefaultParameterSetName = ParameterSets.Path, SupportsShouldProcess = true)]
[OutputType(typeof(PublishedLambdaImage))]
public sealed class ImportLambdaImageCommand : RegistryCommand<PublishedLambdaImage>
{
    /// <summary>Archives of docker, podman, skopeo or Export-LambdaImage, or folders of OCI layouts.</summary>
    [Parameter(ParameterSetName = ParameterSets.Path, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty, SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Archives or folders, exactly as written: no character is a wildcard.</summary>
    [Parameter(ParameterSetName = ParameterSets.LiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP"), ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Full reference of any registry to push to, instead of Amazon ECR.</summary>
    [Parameter(Position = 1)]
    public string? Destination { get; set; }

    /// <summary>Name of the ECR repository; {service} and {stage} are filled in. Default: serverless-{service}-{stage}.</summary>
    [Parameter, ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Stage in the default repository name. Default: dev.</summary>
    [Parameter, ArgumentCompleter(typeof(StageCompleter))]
    public string? Stage { get; set; }

    /// <summary>Tags to point at the image. Default: the tag of -Destination, else the one in the file.</summary>
    [Parameter, Alias("Tags")]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Tag { get; set; } = [];

    /// <summary>Processor, where the file holds several images.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Makes a missing ECR repository an error instead of creating it.</summary>
    [Parameter]
    public SwitchParameter NoCreateRepository { get; set; }

    private protected override IEnumerable<Work<PublishedLambdaImage>> Prepare()
    {
        var (session, insecure, noCreate) = (Session(), AllowInsecureRegistry.IsPresent, NoCreateRepository.IsPresent);
        var (destination, repository, stage, tags) = (Given(Destination), Given(Repository), Given(Stage), Tag.ToArray());
        var architecture = Architecture;
        return new ProjectPaths(this, Fail).Places(Path, LiteralPath, CommandErrors.NoImageMatches).Select(place => Import(new()
        {
            Path = place,
            Architecture = architecture,
            Publish = image => new()
            {
                Image = image,
                Destination = destination,
                Repository = repository,
                Stage = stage,
                Tags = tags,
                NoCreateRepository = noCreate,
                AllowInsecureRegistry = insecure,
                Session = session,
            },
            AllowInsecureRegistry = insecure,
            Session = session,
        }));

        static Work<PublishedLambdaImage> Import(ImportImageRequest request) => (steps, cancel) => steps.DoAsync(request, cancel);
    }
}
