using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace LambdaImage.TestKit.Aws;

/// <summary>The service models that botocore brings. Without it on the machine there are none, and nothing is
/// checked.</summary>
internal static class ServiceModels
{
    private static readonly Lazy<string?> Folder = new(Find);
    private static readonly ConcurrentDictionary<string, ServiceModel?> Models = new(StringComparer.Ordinal);

    public static bool AreHere => Folder.Value is not null;

    /// <param name="service">Name as botocore has it: <c>lambda</c>, <c>ecr</c>, <c>ecr-public</c>, <c>iam</c>, <c>sts</c>.</param>
    /// <returns>The newest model; null when there is none on this machine.</returns>
    public static ServiceModel? Of(string service) => Models.GetOrAdd(service, Load);

    /// <summary>AWS's partitions, with their Regions and suffixes of host names.</summary>
    public static IReadOnlyList<JsonElement> Partitions() =>
        [.. JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder.Value!, "partitions.json"))).GetProperty("partitions").EnumerateArray()];

    /// <summary>What AWS's endpoint rules say about a service in every Region of every partition.</summary>
    public static IReadOnlyList<(string Region, bool Fips, bool DualStack, string Host)> Hosts(string service)
    {
        const string Ask = """
            import sys, botocore.session, botocore.endpoint_provider
            loader = botocore.session.get_session().get_component('data_loader')
            partitions = loader.load_data('partitions')
            rules = botocore.endpoint_provider.EndpointProvider(loader.load_service_model(sys.argv[1], 'endpoint-rule-set-1'), partitions)
            for partition in partitions['partitions']:
                for region in partition['regions']:
                    for fips in (False, True):
                        for dual in (False, True):
                            if not region.endswith('-global'):
                                print(region, fips, dual, rules.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual).url[len('https://'):])
            """;
        return
        [
            .. Python("-c", Ask, service)!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(' '))
                .Select(words => (words[0], bool.Parse(words[1]), bool.Parse(words[2]), words[3])),
        ];
    }

    private static ServiceModel? Load(string service)
    {
        if (Folder.Value is not { } folder) return null;
        var newest = Directory.GetDirectories(Path.Combine(folder, service)).Order(StringComparer.Ordinal).Last();
        var packed = Path.Combine(newest, "service-2.json.gz");
        using Stream file = File.OpenRead(File.Exists(packed) ? packed : Path.Combine(newest, "service-2.json"));
        using var text = File.Exists(packed) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new ServiceModel(JsonSerializer.Deserialize<JsonElement>(text));
    }

    private static string? Find() =>
        Python("-c", "import botocore,os;print(os.path.dirname(botocore.__file__))") is { } found && Path.Combine(found.Trim(), "data") is var folder
        && Directory.Exists(folder) ? folder : null;

    /// <returns>What it prints; null when there is none, or it fails.</returns>
    private static string? Python(params string[] arguments)
    {
        try
        {
            // The lab may have one of its own.
            var program = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_PYTHON") ?? "python3";
            using var python = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var text = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0 ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
