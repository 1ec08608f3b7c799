namespace LambdaImage.Engine.Errors;

/// <summary>What can be wrong with a look into images.</summary>
internal static class InspectionErrors
{
    public static LambdaImageException NoSuchFolder(string image, string path) => new(
        ErrorKind.RequestInvalid, $"Tried to compare with the folder {path} of {image} but there is none.",
        $"Name another one with -ImagePath. The biggest folders of an image: Measure-LambdaImage {image}", path);

    public static LambdaImageException ImagePathWithoutFolder() => new(
        ErrorKind.RequestInvalid, "-ImagePath names the folder of an image that a folder on disk stands for, but two images were given.",
        "To see a part of two images, use -Path '/var/task/*'.");
}
