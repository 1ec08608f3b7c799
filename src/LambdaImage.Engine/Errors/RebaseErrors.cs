namespace LambdaImage.Engine.Errors;

/// <summary>Everything that keeps an image from being moved to another base.</summary>
internal static class RebaseErrors
{
    private const int LongestStep = 120;

    public static LambdaImageException BaseUnknown(string image) => new(
        ErrorKind.BaseUnknown,
        $"Tried to move {image} to a newer base but it does not say which base it was built on.",
        $"Say it: Update-LambdaImageBase {image} -OldBase REPOSITORY@sha256:… -Base REPOSITORY:TAG. Images of the daemonless engine, podman and buildah say it themselves.",
        image);

    public static LambdaImageException NoTag(string image, string based) => new(
        ErrorKind.BaseUnknown,
        $"Tried to move {image} to a newer base but it was built on {based}, a digest without a tag, and a digest never becomes newer.",
        $"Name the new base: Update-LambdaImageBase {image} -Base REPOSITORY:TAG",
        image);

    public static LambdaImageException DigestUnknown(string image, string based) => new(
        ErrorKind.BaseUnknown,
        $"Tried to move {image} to a newer base but it says only that it was built on {based}, not which digest that had.",
        $"Give the digest: Update-LambdaImageBase {image} -OldBase {based}@sha256:…",
        image);

    public static LambdaImageException OldBaseGone(string image, string based, LambdaImageException cause) => new(
        ErrorKind.BaseUnknown,
        $"Tried to move {image} to a newer base but the one it was built on, {based}, cannot be opened: {cause.Message}",
        $"If it is elsewhere, for example in a mirror, name it with -OldBase; otherwise build the image anew: Build-LambdaImage -Pull. ({cause.Remedy})",
        image, inner: cause);

    public static LambdaImageException TagMoved(string image, string rebased, string? now) => new(
        ErrorKind.RebaseRefused,
        $"Tried to move {image} to a newer base but the tag {(now is null ? "was removed" : "points at another image")} since that began{(now is null ? "" : $", {now}")}. "
            + $"It stays as it is; the old image on the newer base is {rebased}, without a tag.",
        $"Move what is there now: Update-LambdaImageBase {image}",
        image);

    public static LambdaImageException NotBelow(string image, string based, int same, int count) => new(
        ErrorKind.RebaseRefused,
        $"Tried to move {image} to a newer base but it is not built on {based}: only {same} of that image's {count} layers are the lowest ones of it.",
        "Name the base it was really built on with -OldBase, or build the image anew: Build-LambdaImage -Pull.",
        image);

    public static LambdaImageException StepRuns(string image, string step) => new(
        ErrorKind.RebaseRefused,
        $"Tried to move {image} to a newer base but one of its layers is not only copied files: '{Short(step)}' may have made it out of what the old base holds, for example a package database.",
        "Build the image anew: Build-LambdaImage -Pull. If the layer does not depend on the base, use -Force.",
        image);

    public static LambdaImageException OwnerDiffers(string image, string step, string owner, string before, string based, string after) => new(
        ErrorKind.RebaseRefused,
        $"Tried to move {image} to a newer base but '{Short(step)}' gave files to {owner}, which was {before} in the old base and is {after} in {based}: the files would be somebody else's.",
        "Build the image anew: Build-LambdaImage -Pull. If it does not matter whose the files are, use -Force.",
        image);

    public static LambdaImageException TriggersDiffer(string image, string old, string based, string? trigger) => new(
        ErrorKind.RebaseRefused,
        $"Tried to move {image} to a newer base but {(trigger is null ? $"{old} had ONBUILD instructions, which ran in the image, and {based} has none" : $"{based} has other ONBUILD instructions than {old}, such as '{Short(trigger)}', which only a build runs")}.",
        "Build the image anew: Build-LambdaImage -Pull.",
        image);

    public static LambdaImageException FolderMissing(string image, string folder, string old, string based) => new(
        ErrorKind.RebaseRefused,
        $"Tried to move {image} to a newer base but its WORKDIR {folder} is a folder that {old} brought along and {based} does not have: nothing would start there.",
        "Build the image anew: Build-LambdaImage -Pull. If it is not used as a folder, use -Force.",
        image);

    public static LambdaImageException StepsUnknown(string image) => new(
        ErrorKind.RebaseRefused,
        $"Tried to move {image} to a newer base but its history does not tell which instructions made its layers.",
        "Build the image anew: Build-LambdaImage -Pull. If its layers are only copied files, use -Force.",
        image);

    private static string Short(string step) => step.Length > LongestStep ? step[..LongestStep] + "…" : step;
}
