using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Tool.Options;

/// <summary>Keys of lambda-image.yml as options. The engine knows what they may hold.</summary>
internal sealed class ConfigurationOptions : OptionGroup
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string?> _file;
    private readonly Option<string[]> _settings;
    private readonly Option<string?> _base;
    private readonly Option<string[]> _packages;
    private readonly Option<string[]> _buildPackages;
    private readonly Option<string[]> _deploymentPackages;
    private readonly Option<bool> _noAutoPackage;
    private readonly Option<string[]> _environment;
    private readonly Option<string[]> _command;
    private readonly Option<string?> _user;
    private readonly Option<string[]> _adapter;
    private readonly Option<string[]> _hooks;
    private readonly Option<string[]> _copies;
    private readonly Option<string[]> _secrets;
    private readonly Option<bool> _ssh;
    private readonly Option<bool> _pin;
    private readonly Option<string?> _install;

    public ConfigurationOptions()
    {
        _file = Add<string?>("--configuration", "Configuration, relative to the folder; default: lambda-image.yml in it, if there is one.", "--config");
        _settings = AddMany("--set", "KEY=VALUE for any key of lambda-image.yml, the value as YAML: --set base.variant=slim");
        _base = Add<string?>("--base-image", "Base image of the final stage instead of the framework's.");
        _packages = AddMany("--package", "System package for every stage.");
        _buildPackages = AddMany("--build-package", "System package for the stage that installs and compiles.");
        _deploymentPackages = AddMany("--deployment-package", "System package for the image itself.");
        _noAutoPackage = Add<bool>("--no-auto-package", "Install no system packages but those that are named.");
        _environment = AddMany("--image-env", "NAME=VALUE, a variable of the image; stays readable in it, so never a secret.");
        _command = AddMany("--image-command", "CMD of the image, once per word, instead of the detected one.");
        _user = Add<string?>("--user", "User of the image, as uid:gid or a name that the base image knows.");
        _adapter = AddMany("--web-adapter", "KEY=VALUE, a setting of the Lambda Web Adapter: --web-adapter port=3000");
        _hooks = AddMany("--hook", "POINT=FILE with instructions of your own: beforeBuild, afterBuild, beforeDeployment or afterDeployment.");
        _copies = AddMany("--copy-before-install", "File or folder that dependencies are installed from besides the usual manifests.");
        _secrets = AddMany("--build-secret", "Id of a secret that installation steps may read, or '{id: npm, variable: NPM_TOKEN}'; its value comes with --secret.");
        _ssh = Add<bool>("--ssh", "Let installation steps use this machine's SSH agent.");
        _pin = Add<bool>("--pin-base", "Pin base images to the digests that their tags have now.");
        _install = Add<string?>("--dependency-install", "Where dependencies are installed: auto, container or host.");
    }

    public string? File(ParseResult parsed) => Text(parsed, _file);

    public bool PinBase(ParseResult parsed) => parsed.GetValue(_pin);

    public bool Ssh(ParseResult parsed) => parsed.GetValue(_ssh);

    /// <summary>What was given, with the options of their own after --set, so that they win.</summary>
    public IReadOnlyList<ConfigurationSetting> Settings(ParseResult parsed) =>
    [
        .. Pairs(parsed, _settings).Select(pair => new ConfigurationSetting(pair.Key, pair.Value, $"--set {pair.Key}")),
        .. One(parsed, "base.image", _base),
        .. List(parsed, "packages.all", _packages),
        .. List(parsed, "packages.build", _buildPackages),
        .. List(parsed, "packages.deployment", _deploymentPackages),
        .. Flag(parsed, "packages.auto", _noAutoPackage, value: false),
        .. Map(parsed, "environment", _environment),
        .. List(parsed, "command", _command),
        .. One(parsed, "user", _user),
        .. Map(parsed, "webAdapter", _adapter),
        .. Map(parsed, "hooks", _hooks),
        .. List(parsed, "copyBeforeInstall", _copies),
        .. Given(parsed, _secrets) ? [new ConfigurationSetting("secrets", $"[{string.Join(", ", parsed.GetValue(_secrets)!)}]", _secrets.Name)] : Array.Empty<ConfigurationSetting>(),
        .. Flag(parsed, "ssh", _ssh, value: true),
        .. Flag(parsed, "base.pin", _pin, value: true),
        .. One(parsed, "dependencyInstall", _install),
    ];

    private static IEnumerable<ConfigurationSetting> One(ParseResult parsed, string key, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? [Of(key, text, option)] : [];

    private static IEnumerable<ConfigurationSetting> List(ParseResult parsed, string key, Option<string[]> option) =>
        Given(parsed, option) ? [Of(key, new JsonArray([.. (parsed.GetValue(option) ?? []).Select(text => (JsonNode)text)]), option)] : [];

    private static IEnumerable<ConfigurationSetting> Map(ParseResult parsed, string key, Option<string[]> option) =>
        Given(parsed, option) ? [Of(key, new JsonObject(Pairs(parsed, option).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))), option)] : [];

    private static IEnumerable<ConfigurationSetting> Flag(ParseResult parsed, string key, Option<bool> option, bool value) =>
        parsed.GetValue(option) ? [Of(key, value, option)] : [];

    private static ConfigurationSetting Of(string key, JsonNode value, Option option) => new(key, value.ToJsonString(Json), option.Name);

    private static bool Given(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
