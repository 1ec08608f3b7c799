using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Runtime;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Tests.Aws;

namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>The lab's AWS: a real HTTP service with repositories, a registry and functions.</summary>
internal sealed class LabAws : IDisposable
{
    public const string Region = "eu-west-1";

    private readonly HttpMessageHandler _handler = AwsHttp.CreateHandler();
    private readonly HttpClient _http = new();

    public LabAws()
    {
        Connector = new AwsConnector(new ProcessEnvironment(), _handler, TimeProvider.System);
        Session = With("LABKEY");
    }

    /// <summary>Address of the lab's AWS; null: there is no lab.</summary>
    public static string? Address => Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_AWS");

    public static string RoleArn => Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_ROLE_ARN")!;

    public AwsConnector Connector { get; }

    public AwsSession Session { get; }

    public BenchReporter Reporter { get; } = new();

    /// <summary>A name that no other test uses.</summary>
    public static string NewName() => "t" + Guid.NewGuid().ToString("N")[..16];

    public AwsSession With(string accessKey) => new()
    {
        Region = Region,
        EndpointUrl = Address,
        Keys = () => new AwsKeys(accessKey, "lab-secret", SessionToken: null),
        KeysSource = "the test",
    };

    public AwsConnection Connect() => Connector.Connect(Session, Reporter);

    public async Task ControlAsync(string what, object wish)
    {
        using var response = await _http.PostAsJsonAsync($"{Address}/_lab/{what}", wish);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Creates a repository and pushes a small image to it, logged in as a registry client would be.</summary>
    /// <returns>The reference of the image, by digest.</returns>
    public async Task<ImageReference> PushAsync(string repository, string tag, bool index = false)
    {
        var repositories = new EcrRepositories(Connect(), Reporter);
        var plan = await repositories.PlanAsync(new RepositoryTarget(repository, AccountId: null, MayCreate: true) { Service = "lab" }, default);
        await repositories.RunAsync(plan, default);
        var login = await new EcrLogin(Connect()).GetAsync(plan.Registry, default);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}")));

        var config = await BlobAsync(repository, $$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]},"author":"{{tag}}"}""");
        var layer = await BlobAsync(repository, "layer of " + tag);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = Descriptor.Of(MediaTypes.OciConfig, config.Digest, config.Size),
            Layers = [Descriptor.Of(MediaTypes.OciLayerGzip, layer.Digest, layer.Size)],
        };
        var image = await ManifestAsync(repository, index ? null : tag, MediaTypes.OciManifest, OciJson.Write(manifest));
        if (index)
        {
            var member = Descriptor.Of(MediaTypes.OciManifest, image, OciJson.Write(manifest).Length) with { Platform = Platform.Of(LambdaArchitecture.X86_64) };
            var list = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [member] };
            image = await ManifestAsync(repository, tag, MediaTypes.OciIndex, OciJson.Write(list));
        }

        return ImageReference.Parse(plan.Uri).WithDigest(image);
    }

    public void Dispose()
    {
        _handler.Dispose();
        _http.Dispose();
    }

    private async Task<(Digest Digest, int Size)> BlobAsync(string repository, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var digest = Digest.Of(bytes);
        using var start = await _http.PostAsync($"{Address}/v2/{repository}/blobs/uploads/", content: null);
        start.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var upload = new Uri(new Uri(Address!), start.Headers.Location!).ToString();
        using var content = new ByteArrayContent(bytes);
        using var end = await _http.PutAsync($"{upload}{(upload.Contains('?') ? '&' : '?')}digest={digest}", content);
        end.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (digest, bytes.Length);
    }

    private async Task<Digest> ManifestAsync(string repository, string? tag, string mediaType, byte[] bytes)
    {
        var digest = Digest.Of(bytes);
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var put = await _http.PutAsync($"{Address}/v2/{repository}/manifests/{tag ?? digest.Value}", content);
        put.StatusCode.ShouldBe(HttpStatusCode.Created, await put.Content.ReadAsStringAsync());
        return digest;
    }
}
