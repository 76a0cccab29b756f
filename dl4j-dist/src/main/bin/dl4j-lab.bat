@echo off
rem Starts dl4j-lab on Windows.
rem
rem   JAVA_HOME              the JDK to use; without it, the java on the PATH
rem   DL4JLAB_JAVA_OPTIONS   further options for the JVM, for example -Xmx8g
rem   DL4JLAB_CLASSPATH      further jars and folders, for example with experiments of your own
setlocal
set "LAB_HOME=%~dp0.."
set "LAB_CLASSPATH=%LAB_HOME%\lib\dl4j-experiments-@project.version@.jar"
rem Without other jars, nobody else's experiments can be on the class path, and its hundred jars need not be looked through.
set "LAB_ALONE=true"
if defined DL4JLAB_CLASSPATH set "LAB_ALONE=false"
if defined DL4JLAB_CLASSPATH set "LAB_CLASSPATH=%LAB_CLASSPATH%;%DL4JLAB_CLASSPATH%"
set "LAB_JAVA=java"
if defined JAVA_HOME set "LAB_JAVA=%JAVA_HOME%\bin\java"
rem JDK 19 and newer keep an archive of classes in this file, from which the next start takes a fraction of the time.
set "LAB_ARCHIVE=%LOCALAPPDATA%\dl4j-lab"
if not exist "%LAB_ARCHIVE%" mkdir "%LAB_ARCHIVE%"
"%LAB_JAVA%" -XX:+IgnoreUnrecognizedVMOptions -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LAB_ARCHIVE%\classes.jsa" -Xlog:disable -Xlog:all=error:stderr --enable-native-access=ALL-UNNAMED -Dsun.misc.unsafe.memory.access=allow -Ddl4jlab.distribution.alone=%LAB_ALONE% %DL4JLAB_JAVA_OPTIONS% -cp "%LAB_CLASSPATH%" org.dl4jlab.experiments.cli.Main %*
exit /b %ERRORLEVEL%
