namespace LambdaImage.Engine.Errors;

/// <summary>Every way in which talking to a registry fails: what happened, and what to do about it.</summary>
internal static class RegistryErrors
{
    private const string AddPublisher = "or push with Publish-LambdaImage, which makes it where it is missing";

    // ---- Logging in ----

    public static LambdaImageException Unauthorized(
        string tried, string registry, string? login, string said, string loginCommand, Exception? inner) =>
        login is null
        ? new(ErrorKind.RegistryUnauthorized,
            $"Tried to {tried}, but {registry} asks for a login and none was found{Quote(said)}. The image may "
                + "also not exist: registries do not tell strangers.",
            $"Check the name; then log in with: {loginCommand}", registry, null, inner)
        : new(ErrorKind.RegistryUnauthorized,
            $"Tried to {tried}, but {registry} does not accept the {login}{Quote(said)}.",
            $"Log in again with: {loginCommand}", registry, null, inner);

    public static LambdaImageException LoginExpired(
        string tried, string registry, string? login, string said, string loginCommand, Exception? inner) => new(
        ErrorKind.RegistryUnauthorized,
        $"Tried to {tried}, but the {login ?? "login"} has expired{Quote(said)}.",
        $"Log in again with: {loginCommand}. If it happens again at once, set the clock of this machine.",
        registry, null, inner);

    public static LambdaImageException Denied(
        string tried, string repository, string? login, string said, bool isEcr, Exception? inner) => new(
        ErrorKind.RegistryDenied,
        $"Tried to {tried}, but {Who(login)} may not do that{Quote(said)}.",
        isEcr
            ? $"Allow the IAM action named above on {repository}: pushing needs ecr:BatchCheckLayerAvailability, "
                + "ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage and "
                + "ecr:BatchGetImage. Check -Region and the account in the name, too."
            : $"Check the name of {repository}, and that the login has the right to it.",
        repository, null, inner);

    public static LambdaImageException TokenServiceUnsafe(string registry, string realm) => new(
        ErrorKind.RegistryInsecure,
        $"Tried to log in to {registry}, but it names the token service '{realm}', to which no password can be sent "
            + "safely.",
        "Have the registry name a token service that speaks https, or use -AllowInsecureRegistry if it speaks "
            + "plain http itself.", registry);

    public static LambdaImageException TokenUnreadable(string registry, string service) => new(
        ErrorKind.RegistryRejected,
        $"Tried to log in to {registry}, but the answer of its token service {service} holds no token.",
        "Check that no proxy answers in its place, and try again.", registry);

    // ---- Reading Docker's configuration ----

    public static LambdaImageException DockerConfigInvalid(string path, int line, string why, Exception? inner) => new(
        ErrorKind.RegistryUnauthorized,
        $"Tried to read registry logins from {path}, but line {line} is not what Docker writes: {why}",
        "Correct the file, or delete it and log in again with docker login.", path,
        new SourceLocation(path, line), inner);

    public static LambdaImageException DockerConfigUnreadable(string path, Exception inner) => new(
        ErrorKind.RegistryUnauthorized,
        $"Tried to read registry logins from {path}, but the file cannot be opened: {inner.Message}",
        "Give the current user the right to read it, or point DOCKER_CONFIG at another folder.", path, null, inner);

    public static LambdaImageException HelperMissing(
        string program, string registry, string path, Exception inner) => new(
        ErrorKind.RegistryUnauthorized,
        $"Tried to get the login for {registry} from {program}, as {path} asks for, but there is no such program.",
        $"Install {program}, or remove its name from credHelpers or credsStore in {path}.", registry, null, inner);

    public static LambdaImageException HelperFailed(string program, string registry, string path, string said) => new(
        ErrorKind.RegistryUnauthorized,
        $"Tried to get the login for {registry} from {program}, as {path} asks for, but it failed{Quote(said)}.",
        $"Run it yourself to see why: echo {registry} | {program} get", registry);

    // ---- Names and settings ----

    public static LambdaImageException MirrorInvalid(string entry, string why, string variable) => new(
        ErrorKind.RequestInvalid,
        $"Tried to read the registry mirrors from {variable}, but '{entry}' {why}.",
        "Write it as registry=host[/prefix], with ';' between entries, for example "
            + $"{variable}=docker.io=mirror.example.com/hub;public.ecr.aws=127.0.0.1:5000.",
        variable);

    public static LambdaImageException EndpointInvalid(string address, string variable) => new(
        ErrorKind.RequestInvalid,
        $"'{address}' cannot be used in place of Amazon ECR's address: it is no http or https address.",
        $"Write -RegistryEndpoint, or {variable}, as http://127.0.0.1:4566 or https://ecr.example.com.", address);

    public static LambdaImageException PlainHttpRefused(string registry, string address) => new(
        ErrorKind.RegistryInsecure,
        $"{address} stands in for {registry}, but speaks plain http and is not on this machine: logins would be "
            + "sent in clear text.",
        "Use https, or add -AllowInsecureRegistry if you trust the network.", registry);

    // ---- What is not there ----

    public static LambdaImageException RepositoryNotFound(
        string tried, string repository, string said, bool isEcr, Exception? inner) => new(
        ErrorKind.RepositoryNotFound,
        $"Tried to {tried}, but the repository {repository} does not exist{Quote(said)}.",
        isEcr ? $"Check the name, the account and the Region, {AddPublisher}."
            : "Check the name of the repository, and create it if the registry does not do so on push.",
        repository, null, inner);

    public static LambdaImageException ImageNotFound(
        string tried, string repository, string said, Exception? inner) => new(
        ErrorKind.ImageNotFound,
        $"Tried to {tried}, but it is not there{Quote(said)}.",
        $"Check the tag or digest; the tags that exist are listed by: skopeo list-tags docker://{repository}",
        repository, null, inner);

    // ---- What the registry does not take ----

    public static LambdaImageException TagImmutable(
        string tried, string repository, string said, Exception? inner) => new(
        ErrorKind.TagImmutable,
        $"Tried to {tried}, but the tag points at another image and tags of {repository} cannot be moved{Quote(said)}.",
        "Choose another -Tag, or make the repository's tags mutable: aws ecr put-image-tag-mutability "
            + "--image-tag-mutability MUTABLE --repository-name "
            + repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..],
        repository, null, inner);

    public static LambdaImageException DigestRefused(
        string tried, string repository, string said, Exception? inner) => new(
        ErrorKind.DigestMismatch,
        $"Tried to {tried}, but the registry computed another digest from what arrived{Quote(said)}.",
        "Try again. If it stays, something between here and the registry changes the bytes: a proxy, or a "
            + "security scanner.", repository, null, inner);

    public static LambdaImageException TooLarge(string tried, string repository, string said, Exception? inner) => new(
        ErrorKind.RegistryRejected,
        $"Tried to {tried}, but that is larger than the registry takes{Quote(said)}.",
        "Split the layer: put large dependencies into an instruction of their own, and leave out what the "
            + "function does not need.", repository, null, inner);

    public static LambdaImageException TooManyLayers(
        string tried, string repository, string said, Exception? inner) => new(
        ErrorKind.RegistryRejected,
        $"Tried to {tried}, but the image has more layers than the registry takes{Quote(said)}.",
        "Join RUN and COPY instructions of the Dockerfile; 127 layers are the usual limit.", repository, null, inner);

    public static LambdaImageException Unsupported(
        string tried, string repository, string said, Exception? inner) => new(
        ErrorKind.RegistryRejected,
        $"Tried to {tried}, but the registry does not offer that{Quote(said)}.",
        "Check that it is not a read-only mirror or a pull-through cache; push to the registry itself.",
        repository, null, inner);

    public static LambdaImageException Rejected(
        string tried, string repository, int status, string said, Exception? inner) => new(
        ErrorKind.RegistryRejected,
        $"Tried to {tried}, but the registry refused with HTTP {status}{Quote(said)}.",
        "Run again with -Debug to see the requests, and look the answer up in the registry's documentation.",
        repository, null, inner);

    public static LambdaImageException RedirectRefused(string registry, string from, string to) => new(
        ErrorKind.RegistryInsecure,
        $"{registry} sends the request {from} on to {to}, which is not safe to follow: it leaves https, leads "
            + "into this machine, or never ends.",
        "Check that the name is spelled right and that no proxy answers in the registry's place.", registry);

    // ---- What the network does ----

    public static LambdaImageException Throttled(
        string tried, string registry, string said, TimeSpan? asked, string loginCommand, Exception? inner) => new(
        ErrorKind.RegistryThrottled,
        $"Tried to {tried}, but {registry} limits the rate{Quote(said)}.",
        $"Wait {Wait(asked)}. To get a higher limit, log in: {loginCommand}. Build servers best pull from a "
            + "mirror of their own "
            + "(LAMBDAIMAGE_REGISTRY_MIRRORS).", registry, null, inner);

    public static LambdaImageException Failing(
        string tried, string registry, int status, string said, Exception? inner) => new(
        ErrorKind.RegistryUnreachable,
        $"Tried to {tried}, but {registry} kept failing with HTTP {status}{Quote(said)}.",
        "Try again in some minutes; if it stays, look at the status page of the registry.", registry, null, inner);

    public static LambdaImageException UnknownHost(string tried, string host, string? proxy, Exception inner) => new(
        ErrorKind.RegistryUnreachable,
        $"Tried to {tried}, but there is no host {host}.",
        "Check the spelling of the registry" + Proxy(proxy), host, null, inner);

    public static LambdaImageException NotListening(
        string tried, string host, string why, string? proxy, Exception inner) => new(
        ErrorKind.RegistryUnreachable,
        $"Tried to {tried}, but {host} cannot be reached: {why}.",
        "Check host and port, and that the registry is running" + Proxy(proxy), host, null, inner);

    public static LambdaImageException Interrupted(
        string tried, string host, string why, string? proxy, Exception? inner) => new(
        ErrorKind.RegistryUnreachable,
        $"Tried to {tried}, but the connection to {host} broke: {why.TrimEnd('.')}.",
        "Try again: what has arrived is not sent twice" + Proxy(proxy), host, null, inner);

    public static LambdaImageException CertificateRefused(
        string tried, string host, string why, string? proxy, Exception inner) => new(
        ErrorKind.RegistryUnreachable,
        $"Tried to {tried}, but the certificate of {host} is not trusted: {why.TrimEnd('.')}.",
        "Add the certificate of its authority to the trusted ones of this machine, or name a file with it in "
            + "SSL_CERT_FILE" + Proxy(proxy),
        host, null, inner);

    public static LambdaImageException ProxyRefused(string tried, string host, string? proxy, Exception? inner) => new(
        ErrorKind.RegistryUnreachable,
        $"Tried to {tried}, but the proxy {(proxy is null ? "" : proxy + " ")}does not let {host} through.",
        "Check HTTPS_PROXY with its user and password, or add the host to NO_PROXY.", host, null, inner);

    public static LambdaImageException SpeaksPlainHttp(string tried, string host, Exception? inner) => new(
        ErrorKind.RegistryInsecure,
        $"Tried to {tried}, but {host} does not speak https.",
        "Add -AllowInsecureRegistry if it is a plain http registry on a network you trust.", host, null, inner);

    public static LambdaImageException WantsTls(string tried, string host, Exception? inner) => new(
        ErrorKind.RegistryInsecure,
        $"Tried to {tried}, but {host} speaks https, and registries on this machine are taken to speak plain http.",
        "Use a host name that is not loopback and that the certificate is made out to.", host, null, inner);

    public static LambdaImageException NotARegistry(string tried, string host, string contentType) => new(
        ErrorKind.RegistryUnreachable,
        $"Tried to {tried}, but {host} answered with {(contentType.Length == 0 ? "something" : contentType)} "
            + "instead of an image manifest.",
        "Check that the name is that of a registry, and that no proxy or login page answers in its place.", host);

    // ---- What is wrong with an image ----

    public static LambdaImageException ManifestInvalid(string reference, string why, Exception? inner) => new(
        ErrorKind.ImageInvalid,
        $"{reference} cannot be used as an image: {why}.",
        "Check the reference; push the image again with a current tool if it is very old.", reference, null, inner);

    public static LambdaImageException DigestMismatch(string what, string expected, string actual) => new(
        ErrorKind.DigestMismatch,
        $"Tried to read {what}, but its bytes have the digest {actual} where {expected} was promised.",
        "Try again. If it stays, the image is damaged, or a proxy changes what it passes on: build or push it "
            + "again.", what);

    public static LambdaImageException ForeignLayer(string reference, string mediaType) => new(
        ErrorKind.ImageNotForLambda,
        $"{reference} has a layer ({mediaType}) that is not kept in registries, as Windows images do. Lambda "
            + "cannot fetch it.",
        "Use a Linux base image, for example public.ecr.aws/lambda/provided:al2023.", reference);

    public static LambdaImageException PlatformMissing(
        string reference, string wanted, IReadOnlyCollection<string> available) => new(
        ErrorKind.ArchitectureMismatch,
        $"{reference} has no image for {wanted}. It has: "
            + $"{(available.Count == 0 ? "none at all" : string.Join(", ", available))}.",
        "Choose a tag that has one, or build for another processor with -Architecture.", reference);

    public static LambdaImageException WrongPlatform(string reference, string wanted, string actual) => new(
        ErrorKind.ArchitectureMismatch,
        $"{reference} is an image for {actual}, but {wanted} is wanted.",
        LambdaArchitectures.Parse(actual) is { } other
            ? $"Choose the tag for {wanted}, or use -Architecture {other.ApiName()}."
            : $"Choose a tag for {wanted}: Lambda runs Linux on x86_64 and arm64, nothing else.", reference);

    private static string Wait(TimeSpan? asked) => asked switch
    {
        { TotalSeconds: > 0 and <= 120 } wait => $"{Math.Ceiling(wait.TotalSeconds):0} seconds",
        { TotalSeconds: > 120 } wait => $"{Math.Ceiling(wait.TotalMinutes):0} minutes",
        _ => "some minutes",
    };

    private static string Who(string? login) => login is null ? "an anonymous caller" : "the " + login;

    private static string Quote(string said) => said.Length == 0 ? "" : $" (it says: {said.TrimEnd('.')})";

    private static string Proxy(string? proxy) => proxy is null
        ? ". Behind a proxy, set HTTPS_PROXY=http://proxy:port."
        : $". Check the proxy, too: HTTPS_PROXY={proxy}.";
}
