using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>function.json of lambroll, with a function made of an image. <see href="https://github.com/fujiwara/lambroll"/></summary>
internal sealed class LambrollImport : IServiceImport
{
    private const string Zip = "it is about .zip archives: Nothing is needed, an image brings its own.";
    private const string Kept = "it is not set here: Keep it where it is, updates do not touch it.";

    private const string FunctionUrl = "function_url.json";

    private static readonly ImportKey[] Table =
    [
        new("FunctionName", "functions.*.name"),
        new("PackageType", "", "everything here is an image: Nothing is needed.") { IsSilent = true },
        new("Description", "functions.*.description"),
        new("Role", "functions.*.role"),
        new("MemorySize", "functions.*.memory"),
        new("Timeout", "functions.*.timeout"),
        new("Architectures", "images.*.architecture", "Read from the image that is there.") { IsSpecial = true },
        new("KMSKeyArn", "functions.*.kmsKey"),
        new("Tags", "functions.*.tags"),
        new("Publish", "functions.*.publish"),
        new("Handler", "", Zip) { IsSilent = true },
        new("Runtime", "", Zip) { IsSilent = true },
        new("Layers", "", "functions made of images have no layers: Copy their files into the image, extensions to /opt/extensions."),
        new("CodeSigningConfigArn", "", Zip) { IsSilent = true },
        .. LambdaApiKeys.All,
        new("PublishTo", "", Kept),
        new(FunctionUrl, "", "it is given to `lambroll deploy` as an option: Write url and permissions below the function."),
        new("--alias", "functions.*.traffic.alias", "An option of `lambroll deploy`, `current` unless given: write the key, or give `-Alias`."),
        new("{{ env }}", "${env:NAME, default}"),
        new("{{ must_env }}", "${env:NAME}"),
        new("{{ ssm }}", "", "parameters are not looked up: Write the value, or ${env:NAME}."),
        new("{{ tfstate }}", "", "Terraform's state is not looked up: Write the value, or ${env:NAME}."),
    ];

    public string Tool => "lambroll";

    public IReadOnlyList<string> Files => [LambrollFunction.File];

    public IReadOnlyList<ImportKey> Keys => Table;

    public ImportedService? Read(ProjectDirectory project, string file, ImportOptions options)
    {
        // Other tools have files of that name too; lambroll's has the members of Lambda's API, with capitals.
        if (project.ReadText(file) is not { } text || !text.Contains("\"PackageType\"", StringComparison.Ordinal)) return null;
        if (YamlManifest.Parse(project, file, LambrollTemplate.Fill(text)) is not { } yaml) return null;
        var root = new Values(yaml, project.FullPath(file)).Root;
        if (root.Find("PackageType") is not ConfigurationText { Text: "Image" }) return null;
        var tree = new ImportTree(root.Place);
        var name = root.Find("FunctionName") is ConfigurationText { Text: var own } && !own.Contains("${", StringComparison.Ordinal) ? ImageNames.Of(own) : "app";
        string[] function = ["functions", name];
        tree.Set(["service"], ProjectName.Normalize(project.Name), root.Place);
        tree.Section(function, root.Place);
        if ((root.Find("Code") as ConfigurationMap)?.Find("ImageUri") is { } uri) tree.Set([.. function, "uri"], uri, "Code.ImageUri");
        var api = new LambdaApiKeys(tree, function, "");
        tree.Take(root, [.. Table.Select(key => key.Below("functions.*."))], "", "", function, (key, member) =>
        {
            // The image that is there says for which processor it is.
            if (key != "Architectures") api.Take(member);
        });
        if (project.Exists(FunctionUrl)) tree.Gap(FunctionUrl, new ConfigurationPlace(project.FullPath(FunctionUrl), 1, 1), Table.First(key => key.Theirs == FunctionUrl).Note);
        return new ImportedService(Tool, project.FullPath(file), tree.Root, tree.Gaps);
    }

    private sealed class Values(YamlManifest yaml, string path) : ForeignYaml(yaml, path)
    {
        protected override ConfigurationNode Scalar(YamlScalarNode scalar, ConfigurationPlace place) => scalar.Value is { } value && value.Contains(LambrollTemplate.Mark, StringComparison.Ordinal)
            ? new UnknownValue(place, value.Replace(LambrollTemplate.Mark, "", StringComparison.Ordinal), "is looked up by lambroll only")
            : Plain(scalar, place);
    }
}
