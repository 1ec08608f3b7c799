using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Explaining_a_refusal : IDisposable
{
    private readonly RegistryWorld _world = new();
    private readonly TestImage _image = TestImage.Of("a");

    [Theory]
    [InlineData(401, "UNAUTHORIZED", "authentication required", ErrorKind.RegistryUnauthorized,
        "docker login registry.test")]
    [InlineData(403, "DENIED", "requested access is denied", ErrorKind.RegistryDenied, "has the right")]
    [InlineData(404, "NAME_UNKNOWN", "no such repository", ErrorKind.RepositoryNotFound, "create it")]
    [InlineData(404, "MANIFEST_UNKNOWN", "manifest unknown", ErrorKind.ImageNotFound, "Check the tag")]
    [InlineData(400, "TAG_INVALID", "the tag is immutable", ErrorKind.TagImmutable, "Choose another -Tag")]
    [InlineData(412, "PRECONDITION", "configured as immutable", ErrorKind.TagImmutable, "Choose another -Tag")]
    [InlineData(429, "TOOMANYREQUESTS", "slow down", ErrorKind.RegistryThrottled, "Wait some minutes")]
    [InlineData(400, "DIGEST_INVALID", "mismatch", ErrorKind.DigestMismatch, "changes the bytes")]
    [InlineData(413, "", "", ErrorKind.RegistryRejected, "Split the layer")]
    [InlineData(400, "SIZE_INVALID", "too big", ErrorKind.RegistryRejected, "Split the layer")]
    [InlineData(400, "MANIFEST_INVALID", "Limit on number of layers per image exceeded", ErrorKind.RegistryRejected,
        "127 layers")]
    [InlineData(405, "UNSUPPORTED", "read-only", ErrorKind.RegistryRejected, "read-only mirror")]
    [InlineData(400, "NAME_INVALID", "odd name", ErrorKind.RegistryRejected, "-Debug")]
    [InlineData(400, "", "Client sent an HTTP request to an HTTPS server.", ErrorKind.RegistryInsecure, "certificate")]
    [InlineData(503, "", "busy", ErrorKind.RegistryUnreachable, "status page")]
    public async Task Each_has_a_kind_the_registrys_words_and_a_way_out(
        int status, string code, string words, ErrorKind kind, string remedy)
    {
        _world.Internet.Fail(each => each.IsManifestWrite, status, times: 100, code: code, message: words);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(_image, tags: "v1"));
        error.Kind.ShouldBe(kind);
        error.Message.ShouldStartWith("Tried to store the manifest sha256:");
        error.Message.ShouldContain(code is "" or "UNSUPPORTED" && status != 503 ? "registry.test" : words);
        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Words_that_are_no_UTF8_are_no_error_of_their_own()
    {
        byte[] body = [.. """{"errors":[{"code":"DENIED","message":"caf"""u8, 0xE9, .. "\"}]}"u8];

        ErrorBody.Read(body).Summary.ShouldContain("DENIED");
    }

    [Theory]
    [InlineData("NAME_UNKNOWN", 404, "Publish-LambdaImage")]
    [InlineData("DENIED", 403, "ecr:InitiateLayerUpload")]
    public async Task At_ecr_the_way_out_is_one_of_aws(string code, int status, string remedy)
    {
        var target = ImageReference.Parse(RegistryWorld.Ecr + "/app");
        _world.Internet.Host(RegistryWorld.Ecr);
        _world.Internet.Fail(each => each.Method == "POST", status, times: 100, code: code, message: "no");
        (await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(_image, target)))
            .Remedy.ShouldContain(remedy);
    }

    [Fact]
    public async Task Docker_hubs_rate_limit_names_login_and_mirror()
    {
        _world.Internet.Host("registry-1.docker.io");
        _world.Internet.Fail(
            _ => true, 429, times: 100, code: "TOOMANYREQUESTS", message: "You have reached your pull rate limit");
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync("ruby:3.4"));
        error.Message.ShouldContain("You have reached your pull rate limit");
        error.Remedy.ShouldContain("docker login");
        error.Remedy.ShouldContain("LAMBDAIMAGE_REGISTRY_MIRRORS");
    }

    [Fact]
    public async Task A_page_for_browsers_is_not_quoted()
    {
        _world.Internet.Fail(each => each.IsManifestWrite, () =>
        {
            var answer = RegistryAnswer.Status(418);
            answer.Content = new StringContent("<html><body>Blocked by policy</body></html>");
            return answer;
        });
        (await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(_image)))
            .Message.ShouldNotContain("<html>");
    }

    [Fact]
    public async Task Secrets_in_the_registrys_words_are_taken_out()
    {
        _world.Internet.Fail(
            each => each.IsManifestWrite, 400, code: "X", message: "GET https://s3/x?X-Amz-Signature=topsecret failed");
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(_image));
        error.ToString().ShouldNotContain("topsecret");
        error.Message.ShouldContain("https://s3/x");
    }

    public void Dispose() => _world.Dispose();
}
