BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage (New-Item -ItemType Directory (Join-Path $TestDrive 'the module')).FullName
    function MakeFolder([string] $name) { [IO.Directory]::CreateDirectory((Join-Path $TestDrive $name)).FullName }
}

Describe 'Paths' {
    BeforeEach { $engine::Reset() }

    It 'may hold <what>' -ForEach @(
        @{ what = 'spaces'; name = 'my  little app' }, @{ what = 'brackets'; name = 'app[1]' }, @{ what = 'Unicode'; name = 'äpp-アプリ-🐘' }
        @{ what = 'quotes'; name = "it's" }, @{ what = 'dollars'; name = 'a$b' }, @{ what = 'stars'; name = 'star`app' }
    ) {
        $folder = MakeFolder $name
        (Get-LambdaProject -LiteralPath $folder).Path | Should -Be $folder
        (Get-Item -LiteralPath $folder | Get-LambdaProject).Path | Should -Be $folder
    }

    It 'with brackets may be given to -Path too when the folder exists' {
        $folder = MakeFolder 'site[2]'
        MakeFolder 'site2' | Out-Null
        (Get-LambdaProject $folder).Path | Should -Be $folder
    }

    It 'are relative to the location of PowerShell, not of the process' {
        $folder = MakeFolder 'relative/app'
        Push-Location (Split-Path $folder)
        try { (Get-LambdaProject ./app).Path | Should -Be $folder } finally { Pop-Location }
        [Environment]::CurrentDirectory | Should -Not -Be (Split-Path $folder)
    }

    It 'default to the current location' {
        $folder = MakeFolder 'here'
        Push-Location $folder
        try { (Get-LambdaProject).Path | Should -Be $folder } finally { Pop-Location }
    }

    It 'may use a drive of PowerShell' {
        MakeFolder 'drive/app' | Out-Null
        New-PSDrive -Name Shop -PSProvider FileSystem -Root (Join-Path $TestDrive drive) | Out-Null
        (Get-LambdaProject Shop:/app).Path | Should -Be (Join-Path $TestDrive 'drive/app')
    }

    It 'may hold wildcards' {
        MakeFolder 'many/a1' | Out-Null
        MakeFolder 'many/a2' | Out-Null
        (Get-LambdaProject (Join-Path $TestDrive 'many/a*')).Name | Should -Be a1, a2
    }

    It 'may be several, from an array and from the pipe' {
        $folders = (MakeFolder x), (MakeFolder y)
        (Get-LambdaProject $folders).Name | Should -Be x, y
        ($folders | Get-LambdaProject).Name | Should -Be x, y
        (Get-ChildItem (Join-Path $TestDrive many) | Get-LambdaProject).Name | Should -Be a1, a2
    }

    It 'of a file stand for its folder' {
        $folder = MakeFolder 'file'
        $file = New-Item (Join-Path $folder package.json)
        ($file | Get-LambdaProject).Path | Should -Be $folder
        (Get-LambdaProject $file.FullName).Mode | Should -Be Managed
    }

    It 'of a Dockerfile choose the custom mode' {
        $file = New-Item (Join-Path (MakeFolder 'own') Dockerfile.prod)
        $project = $file | Get-LambdaProject
        $project.Mode | Should -Be Custom
        $project.DockerfilePath | Should -Be $file.FullName
    }

    It 'of nothing are named in the error' {
        $problem = { Get-LambdaProject (Join-Path $TestDrive 'nothing*') } | Should -Throw -ErrorId 'ProjectNotFound,*' -PassThru
        $problem.TargetObject | Should -BeLike '*nothing`*'
    }

    It 'may begin at home' {
        $folder = MakeFolder 'home/app'
        $provider = Get-PSProvider FileSystem
        $old = $provider.Home
        $provider.Home = Split-Path $folder
        try { (Get-LambdaProject ~/app).Path | Should -Be $folder } finally { $provider.Home = $old }
    }

    It 'to -Dockerfile and -Configuration may begin at a drive or at home, else at the project: <Given>' -ForEach @(
        @{ Given = 'Else:/own/file'; Meant = '{root}/elsewhere/own/file' }, @{ Given = '~/own/file'; Meant = '{root}/elsewhere/own/file' }
        @{ Given = 'own/file'; Meant = 'own/file' }, @{ Given = './own/file'; Meant = './own/file' }, @{ Given = '~own'; Meant = '~own' }
        @{ Given = '/own/file'; Meant = '/own/file' }
    ) {
        $folder = MakeFolder 'choices/app'
        $away = MakeFolder 'elsewhere'
        New-PSDrive -Name Else -PSProvider FileSystem -Root $away | Out-Null
        $provider = Get-PSProvider FileSystem
        $old = $provider.Home
        $provider.Home = $away
        try {
            $project = Get-LambdaProject $folder -Dockerfile $Given -Configuration $Given
            $project | New-LambdaDockerfile -Dockerfile $Given -Configuration $Given | Out-Null
            Build-LambdaImage $folder -Dockerfile $Given -Configuration $Given | Out-Null
            $project | Build-LambdaImage -Dockerfile $Given -Configuration $Given | Out-Null
            Deploy-LambdaImage $folder demo -Dockerfile $Given -Configuration $Given | Out-Null
            Test-LambdaDockerfile $folder -Dockerfile $Given | Out-Null
            New-LambdaImageSbom $folder -Dockerfile $Given | Out-Null
        }
        finally { $provider.Home = $old }
        $asked = foreach ($request in $engine::Requests) {
            if ($request -is [LambdaImage.ProjectRequest]) { $request } elseif ($request -is [LambdaImage.ServiceRequest] -or $request -is [LambdaImage.LintRequest]) { $request.Project }
        }
        $asked | Should -HaveCount 7
        $asked.Dockerfile | Sort-Object -Unique | Should -Be $Meant.Replace('{root}', $TestDrive)
        $asked.Configuration.Where{ $_ } | Sort-Object -Unique | Should -Be $Meant.Replace('{root}', $TestDrive)
    }

    It 'to -Dockerfile on a drive that there is not are refused' {
        { Get-LambdaProject (MakeFolder 'choices/app') -Dockerfile NoSuchDrive:/file } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '*NoSuchDrive*'
    }

    It 'of images to import may be <what>' -ForEach @(
        @{ what = 'wildcards'; run = { Import-LambdaImage *.tar }; named = 'a.tar', 'b[1].tar', 'b1.tar' }
        @{ what = 'brackets that are one archive'; run = { Import-LambdaImage 'b[1].tar' }; named = , 'b[1].tar' }
        @{ what = 'several'; run = { Import-LambdaImage a.tar, *1.tar }; named = 'a.tar', 'b1.tar' }
        @{ what = 'literal'; run = { Import-LambdaImage -LiteralPath 'b[1].tar', 'none[1].tar' }; named = 'b[1].tar', 'none[1].tar' }
        @{ what = 'literal by the short name'; run = { Import-LambdaImage -LP '*.tar' }; named = , '*.tar' }
        @{ what = 'files from the pipe'; run = { Get-ChildItem *.tar | Import-LambdaImage }; named = 'a.tar', 'b[1].tar', 'b1.tar' }
        @{ what = 'texts from the pipe'; run = { 'a.tar', '*1.tar' | Import-LambdaImage }; named = 'a.tar', 'b1.tar' }
        @{ what = 'a drive of PowerShell'; run = { Import-LambdaImage Archives:/a*.tar }; named = , 'a.tar' }
    ) {
        $folder = MakeFolder 'archives'
        foreach ($name in 'a.tar', 'b[1].tar', 'b1.tar', 'note.txt') { [IO.File]::WriteAllText((Join-Path $folder $name), '') }
        New-PSDrive -Name Archives -PSProvider FileSystem -Root $folder | Out-Null
        Push-Location $folder
        try { & $run | Out-Null } finally { Pop-Location }
        $asked = $engine::Requests.ToArray().Where{ $_ -is [LambdaImage.ImportImageRequest] }
        $asked.Path | Sort-Object | Should -Be @($named.ForEach{ Join-Path $folder $_ } | Sort-Object)
    }

    It 'of images to import that match nothing are named in the error, and the others go on' {
        $folder = MakeFolder 'archives-none'
        $archive = (New-Item (Join-Path $folder a.tar)).FullName
        Import-LambdaImage (Join-Path $folder '*.zip'), $archive -ErrorAction SilentlyContinue -ErrorVariable problems | Out-Null
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ImageNotFound,*'
        $problems[0].TargetObject | Should -BeLike '*.zip'
        $engine::Requests.ToArray().Where{ $_ -is [LambdaImage.ImportImageRequest] }.Path | Should -Be $archive
    }

    It 'of services to import may be <what>' -ForEach @(
        @{ what = 'wildcards'; run = { Import-LambdaImageConfiguration s* }; named = 's1', 's[1]' }
        @{ what = 'literal'; run = { Import-LambdaImageConfiguration -LiteralPath 's[1]' }; named = , 's[1]' }
        @{ what = 'folders from the pipe'; run = { Get-ChildItem -Directory s* | Import-LambdaImageConfiguration }; named = 's1', 's[1]' }
        @{ what = 'the current folder'; run = { Import-LambdaImageConfiguration }; named = , '' }
    ) {
        $folder = MakeFolder 'services'
        foreach ($name in 's1', 's[1]', 'other') { MakeFolder "services/$name" | Out-Null }
        Push-Location $folder
        try { & $run | Out-Null } finally { Pop-Location }
        $asked = $engine::Requests.ToArray().Where{ $_ -is [LambdaImage.ImportRequest] }
        $asked.Path | Sort-Object | Should -Be @($named.ForEach{ (Join-Path $folder $_).TrimEnd('/', '\') } | Sort-Object)
    }

    It 'outside the file system are refused' {
        { Get-LambdaProject Env:/PATH } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '*belongs to Environment*'
        { Get-LambdaProject NoSuchDrive:/x } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '*NoSuchDrive*'
    }

    It 'that cannot be used do not keep the others from being used' {
        $folder = MakeFolder 'good'
        $projects = Get-LambdaProject 'NoSuchDrive:/x', $folder -ErrorAction SilentlyContinue -ErrorVariable problems
        $projects.Path | Should -Be $folder
        $problems | Should -HaveCount 1
    }
}
