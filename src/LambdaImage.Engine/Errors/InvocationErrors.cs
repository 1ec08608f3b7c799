using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Invocations.RuntimeApi;

namespace LambdaImage.Engine.Errors;

/// <summary>What can go wrong with running an image as Lambda would.</summary>
internal static class InvocationErrors
{
    private const int ShownLines = 20;

    public static LambdaImageException Invalid(string problem, string remedy, string? target = null) => new(ErrorKind.RequestInvalid, problem, remedy, target);

    public static LambdaImageException NotJson(InvocationEvent each, string reason) => Invalid(
        $"Lambda refuses events that are no JSON: {each.Path ?? "the event"} cannot be parsed ({Sentence(reason).TrimEnd('.')}).",
        "Correct it, for example -Payload '{\"key\": \"value\"}'; a text needs quotes of its own: -Payload '\"text\"'.",
        each.Path);

    public static LambdaImageException EventTooLarge(InvocationEvent each, long size) => Invalid(
        $"Lambda refuses events of more than {LambdaRuntimeApi.LargestPayload:N0} bytes, and {each.Path ?? "the event"} has {size:N0}.",
        "Put what is large into Amazon S3 and its key into the event.",
        each.Path);

    public static LambdaImageException NoContainerEngine(string reasons) => new(
        ErrorKind.BuilderUnavailable,
        $"Tried to run the image in a container but no container engine is usable: {Sentence(reasons)}",
        "Start Docker or podman on this machine, or choose the one that runs: Invoke-LambdaImage -Engine Podman");

    public static LambdaImageException RemoteEngine(ContainerEngine engine, string address) => new(
        ErrorKind.BuilderUnavailable,
        $"Tried to run the image with {engine} but its containers run on another machine ({address}), from where the function cannot ask this one for its events.",
        $"Use the engine of this machine ({(engine.Engine == BuildEngine.Docker ? "docker context use default, without DOCKER_HOST" : "without CONTAINER_HOST")}), or run Invoke-LambdaImage over there.",
        address);

    public static LambdaImageException OtherStore(StoredEngineImage image, ContainerEngine engine) => Invalid(
        $"Tried to run '{image.Name}' with {engine}, but it is in the store of {image.Engine.Name()}.",
        $"Leave -Engine out, or give it the image: {image.Engine.Name()} save {image.Name} | {engine} load",
        image.Name);

    public static LambdaImageException ImageNotFound(string image, ContainerEngine engine, LambdaImageException registry) => new(
        registry.Kind,
        $"There is no image '{image}' in {engine}, and it cannot be read from its registry either: {registry.Message}",
        $"See what there is ({engine} image ls), or build it: Build-LambdaImage | Invoke-LambdaImage. {registry.Remedy}",
        image,
        inner: registry);

    public static LambdaImageException LoadFailed(ContainerEngine engine, string image, IReadOnlyList<string> log) => new(
        ErrorKind.ContainerFailed,
        $"Tried to give {image} to {engine} but it did not take it.{Tail(log)}",
        $"When the disk is full, remove what is not needed first: {engine} system prune",
        image);

    public static LambdaImageException NotStarted(ContainerEngine engine, string image, IReadOnlyList<string> log) => new(
        ErrorKind.ContainerFailed,
        $"Tried to run {image} with {engine} but no container could be started.{Tail(log)}",
        $"See whether it runs anything: {engine} run --rm --entrypoint /bin/true {image}. A limit that this machine cannot give is named above.",
        image);

    public static LambdaImageException WrongProcessor(ContainerEngine engine, string image, LambdaArchitecture architecture) => new(
        ErrorKind.ArchitectureMismatch,
        $"{image} is for {architecture.ApiName()}, and {engine} cannot run such programs on this machine.",
        $"Let it emulate that processor: {engine} run --privileged --rm docker.io/tonistiigi/binfmt --install {architecture.OciName()}. "
            + "Or run Invoke-LambdaImage on a machine of that kind.",
        image);

    private static string Tail(IReadOnlyList<string> log) =>
        log.Count == 0 ? "" : " It said:\n" + string.Join('\n', log.Where(line => line.Length > 0).TakeLast(ShownLines));

    private static string Sentence(string text) => text.TrimEnd() is [.., '.' or '!' or '?'] whole ? whole : text.TrimEnd() + ".";
}
