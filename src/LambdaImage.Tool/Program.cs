using LambdaImage.Engine;
using LambdaImage.Tool;

return await Application.RunAsync(new LambdaImageEngine(), ToolConsole.OfProcess(), args);
