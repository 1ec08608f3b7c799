using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Services;

/// <summary>Makes a service of a checked configuration, whichever file it was read from.</summary>
/// <param name="root">The configuration of the stage, parameters included.</param>
/// <param name="file">Absolute path of the file.</param>
/// <param name="asked">What parameters say about every image.</param>
/// <param name="folder">Absolute path of the folder that paths are relative to; null: that of the file.</param>
internal sealed class ServiceReader(ConfigurationMap root, string file, ProjectRequest asked, string? folder = null)
{
    /// <summary>Name of the image where the file names none: it describes one project.</summary>
    public const string OnlyImage = "app";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] ImageKeys = [.. ConfigurationKeys.Image.Members.Select(key => key.Name)];

    private readonly ConfigurationValues _values = new(root);
    private readonly string _folder = folder ?? Path.GetDirectoryName(file)!;

    /// <summary>Reads the service.</summary>
    /// <exception cref="LambdaImageException">Images and functions do not fit together.</exception>
    public ServiceDefinition Read()
    {
        var name = ProjectName.Normalize(asked.Name ?? _values.Text("service") ?? _values.Text("name") ?? Path.GetFileName(_folder));
        var stage = _values.Text("stage") ?? PublishRequest.DefaultStage;
        ServiceImage[] images = [.. Images(name)];
        return new ServiceDefinition(name, stage, file, images, [.. Functions(name, stage, images)])
        {
            Repository = _values.Text("repository.name"),
            ImageTags = _values.Words("repository.imageTags"),
            RepositoryOptions = Repository(),
            Region = _values.Text("region"),
            Profile = _values.Text("profile"),
        };
    }

    private IEnumerable<ServiceImage> Images(string service)
    {
        var shared = new ConfigurationMap(root.Place, [.. root.Members.Where(member => ImageKeys.Contains(member.Name))]);
        if (root.Find("images") is not ConfigurationMap { Members.Count: > 0 } images)
        {
            yield return new ServiceImage(OnlyImage, null, Project(shared, _folder, service, isOnly: true));
            yield break;
        }

        foreach (var (place, name, node) in images.Members)
        {
            var map = (ConfigurationMap)node;
            if (map.Find("uri") is ConfigurationText uri)
            {
                // As in the Serverless Framework: an image that is there has nothing to do with how one is built.
                if (map.Members.FirstOrDefault(member => member.Name != "uri") is { } other)
                    throw ServiceErrors.UriAnd(other.Place, $"images.{name}", other.Name);
                yield return new ServiceImage(name, uri.Text, null);
                continue;
            }

            var path = (map.Find("path") as ConfigurationText)?.Text;
            var context = Path.GetFullPath(path ?? ".", _folder);
            if (!Directory.Exists(context)) throw ConfigurationErrors.FileMissing(map.Find("path")?.Place ?? place, $"images.{name}.path", context);
            var own = map with { Members = [.. map.Members.Where(member => member.Name != "path")] };
            yield return new ServiceImage(name, null, Project(shared.With(own), context, service, isOnly: images.Members.Count == 1));
        }
    }

    /// <summary>The image's keys as settings, which go before the file in its folder; what the user gave goes before them.</summary>
    private ProjectRequest Project(ConfigurationMap keys, string context, string service, bool isOnly)
    {
        if (!isOnly && (asked.Dockerfile ?? asked.Image) is { } single) throw ServiceErrors.OneImageOnly(file, single);
        var settings = keys.Members.Select(member => new ConfigurationSetting(
            member.Name, Node(Absolute(member, ConfigurationKeys.Image.Member(member.Name)!, context), ConfigurationKeys.Image.Member(member.Name)!)?.ToJsonString(Json) ?? "null", member.Place.ToString()));
        return asked with
        {
            Path = context,
            Configuration = null,
            Name = asked.Name ?? (keys.Find("name") as ConfigurationText)?.Text ?? service,
            UseEnvironment = asked.UseEnvironment && isOnly,
            Settings = [.. settings, .. asked.Settings.Where(setting => ImageKeys.Contains(setting.Key.Split('.')[0], StringComparer.OrdinalIgnoreCase))],
        };
    }

    /// <summary>A Dockerfile is relative to the folder of its image, hooks to the file that names them.</summary>
    private ConfigurationNode Absolute(ConfigurationMember member, ConfigurationKey key, string context) => member.Value switch
    {
        ConfigurationText { Text.Length: > 0 } text when key.Shape == ConfigurationShape.File =>
            text with { Text = Path.GetFullPath(text.Text, key.Name == "dockerfile" ? context : _folder) },
        ConfigurationMap map when key.Shape == ConfigurationShape.Section =>
            map with { Members = [.. map.Members.Select(each => each with { Value = Absolute(each, key.Member(each.Name)!, context) })] },
        _ => member.Value,
    };

    private static JsonNode? Node(ConfigurationNode node, ConfigurationKey key) => node switch
    {
        ConfigurationText { IsNothing: true } => null,
        ConfigurationText text => JsonValue.Create(text.Text),
        ConfigurationList list => new JsonArray([.. list.Items.Select(item => Node(item, key))]),
        ConfigurationMap map => new JsonObject(map.Members.Select(member => KeyValuePair.Create(member.Name, Node(member.Value, key)))),
        _ => null,
    };

    private IEnumerable<ServiceFunction> Functions(string service, string stage, ServiceImage[] images)
    {
        var defaults = root.Find("defaults") as ConfigurationMap ?? new ConfigurationMap(root.Place, []);
        foreach (var (place, key, node) in (root.Find("functions") as ConfigurationMap)?.Members ?? [])
        {
            var map = defaults.With((ConfigurationMap)node);
            var values = new ConfigurationValues(map);
            yield return new ServiceFunction(
                key, values.Text("name") ?? $"{service}-{stage}-{key}", ImageOf(place, key, values, images), FunctionKeys.Settings(values), values.Flag("publish") == true)
            {
                Traffic = FunctionKeys.Traffic(values),
                TrafficPlace = values.Place("traffic") ?? values.Place("release"),
            };
        }
    }

    private static ServiceImage ImageOf(ConfigurationPlace place, string key, ConfigurationValues values, ServiceImage[] images)
    {
        var names = images.Select(image => image.Name);
        if (values.Text("uri") is { } uri)
            return values.Place("image") is { } both ? throw ServiceErrors.UriAnd(both, $"functions.{key}", "image") : new ServiceImage(uri, uri, null);
        if (values.Text("image") is { } name)
            return images.FirstOrDefault(image => image.Name == name) ?? throw ServiceErrors.NoSuchImage(values.Place("image")!, key, name, names, NearestName.Of(name, names));
        return images.Length == 1 ? images[0] : throw ServiceErrors.ImageNotNamed(place, key, names);
    }

    private RepositoryOptions Repository() => new()
    {
        ScanOnPush = _values.Flag("repository.scanOnPush"),
        TagMutability = _values.Choice<TagMutability>("repository.tagMutability"),
        TagMutabilityExclusions = _values.Place("repository.tagMutabilityExclusions") is null ? null : _values.Words("repository.tagMutabilityExclusions"),
        Encryption = _values.Choice<RepositoryEncryption>("repository.encryption"),
        KmsKey = _values.Text("repository.kmsKey"),
        LifecyclePolicy = _values.Text("repository.lifecyclePolicy") is { } policy ? Path.GetFullPath(policy, _folder) : null,
        MaxImages = _values.Number("repository.maxImages"),
        Tags = FunctionKeys.Pairs(_values, "repository.tags"),
        LambdaAccounts = _values.Place("repository.lambdaAccounts") is null ? null : _values.Words("repository.lambdaAccounts"),
    };
}
