using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Errors;

/// <summary>What can be wrong with images and functions that belong together.</summary>
internal static class ServiceErrors
{
    public static LambdaImageException UriAnd(ConfigurationPlace place, string section, string other) => At(
        place, $"{section} has both uri and {other}; an image that is there already has nothing to do with it",
        $"Remove one of them: uri names an image in Amazon ECR, {other} says otherwise.", section);

    public static LambdaImageException NoSuchImage(ConfigurationPlace place, string function, string image, IEnumerable<string> known, string? nearest) => At(
        place, $"function {function} names the image '{image}', which is none of {string.Join(", ", known)}",
        nearest is null ? "Add it to images, or name an image of a registry with uri." : $"Did you mean {nearest}?", function);

    public static LambdaImageException ImageNotNamed(ConfigurationPlace place, string function, IEnumerable<string> known) => At(
        place, $"function {function} has neither image nor uri, and there are several images: {string.Join(", ", known)}", "Add image: NAME to it.", function);

    public static LambdaImageException NoPrincipal(ConfigurationPlace place, string statement) => At(
        place, $"permission {statement} does not say who may call", "Add principal: s3.amazonaws.com, or the account or ARN that is meant.", statement);

    public static LambdaImageException OneImageOnly(string file, string given) => new(
        ErrorKind.ModeConflict, $"{given} was given for all images, but {file} describes several.",
        "Deploy without -Dockerfile and -Image: the file says them for each image.", file);

    public static LambdaImageException NoSuchFunction(string file, string function, IEnumerable<string> known, string? nearest) => new(
        ErrorKind.RequestInvalid, $"{file} has no function '{function}'; it has {string.Join(", ", known)}.",
        nearest is null ? "Name one of these with -FunctionName, or leave it out for all." : $"Did you mean -FunctionName {nearest}?", function);

    public static LambdaImageException NoFunction(string folder) => new(
        ErrorKind.RequestInvalid, $"No function was named, and {folder} has no file that names any.",
        "Deploy-LambdaImage ./app -FunctionName NAME; or name them below functions in lambda-image.yml.", folder);

    public static LambdaImageException NothingToImport(string folder, IEnumerable<string> files) => new(
        ErrorKind.ProjectFileInvalid, $"{folder} has no file that images and functions can be taken from: {string.Join(", ", files)}.",
        "Name the file: Import-LambdaImageConfiguration ./service -From serverless.yml", folder);

    public static LambdaImageException NotImportable(string file, IEnumerable<string> files) => new(
        ErrorKind.RequestInvalid, $"{file} is none of the files that can be imported: {string.Join(", ", files)}.",
        "Name one of these with -From.", file);

    public static LambdaImageException ConfigurationExists(string path) => new(
        ErrorKind.DockerfileExists, $"{path} is there already, and would be overwritten.",
        "Look at the new one with -TextOnly, then overwrite it with -Force.", path);

    public static LambdaImageException SeveralImages(string file, IEnumerable<string> images) => new(
        ErrorKind.RequestInvalid, $"{file} describes several images: {string.Join(", ", images)}.",
        "Take them one by one: Get-LambdaProject ./service | Build-LambdaImage; or deploy all: Deploy-LambdaImage ./service", file);

    /// <summary>What a function's keys for traffic say does not fit together.</summary>
    public static LambdaImageException Traffic(ConfigurationPlace place, string function, LambdaImageException failure) => At(
        place, $"function {function}: {failure.Message.TrimEnd('.')}", $"{failure.Remedy} Below traffic and release, keys have the names of these parameters.", function);

    /// <summary>Something in another tool's file.</summary>
    public static LambdaImageException Foreign(ConfigurationPlace place, string problem, string remedy) => At(place, problem, remedy, place.Source);

    private static LambdaImageException At(ConfigurationPlace place, string problem, string remedy, string target) => new(
        place.IsFile ? ErrorKind.ProjectFileInvalid : ErrorKind.RequestInvalid, $"{place}: {problem}.", remedy, target, place.Location);
}
